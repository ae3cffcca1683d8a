import { count } from "@/components/annotate/texts/forms";

export const en = {
  questions: {
    good: "How good is each response by itself?",
    harmful: "Is each response harmful by itself?",
    safe: "Is each response safe by itself?",
  },
  ends: ["very bad", "very good"] as readonly [string, string],
  byItself: "by itself",
  ofSide: (side: string, question: string) => `${side}: ${question}`,
  number: (side: string, rating: number, of: number) => `${side}: ${count(rating)} of ${count(of)}`,
  /** Behind the first and the last number. */
  end: (words: string) => `, ${words}`,
  is: (side: string, rating: string) => `${side} is ${rating.toLowerCase()}`,
  notRated: "Not rated yet",
  rated: (left: string, right: string) => `Left ${left.toLowerCase()}, right ${right.toLowerCase()}`,
  confidence: (words: string, confidence: number) => `${words}, ${count(confidence)} of 5`,
};
