export const en = {
  sides: { left: "Left", right: "Right" },
  /** What a button says in full. */
  is: (side: string, degree: string, comparative: string) => [side, "is", degree, comparative].filter(Boolean).join(" "),
  /** The same at the ends of a scale, where there is less room. */
  end: (side: string, degree: string, comparative: string) => [side, degree, comparative].filter(Boolean).join(" "),
  /** Between the side and the comparative on a button; left out where it is narrow. */
  verb: "is",
  tie: "Tie",
  tieInFull: (comparative: string) => `Tie: neither is ${comparative}`,
  skipped: "Skipped",
  unsure: "Unsure",
  bothBad: "Both bad",
  answered: "Answered",
};
