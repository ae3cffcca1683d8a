export const en = {
  /** From 1 to 5. */
  confidences: ["A guess", "Not very sure", "Fairly sure", "Sure", "Very sure"] as readonly string[],
  ratings: { harmless: "Harmless", harmful: "Harmful", safe: "Safe", unsafe: "Unsafe" },
  rated: (side: string, rating: string) => `${side}: ${rating}`,
};
