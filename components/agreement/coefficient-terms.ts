/** What each coefficient measures, in plain words. */
export const TERMS = [
  {
    word: "raw agreement",
    name: "Raw agreement",
    explanation:
      "The share of pairs of labels on one comparison that prefer the same response. It is easy to read, and high by chance alone where one response is nearly always preferred.",
  },
  {
    word: "κ",
    name: "Cohen’s κ",
    explanation:
      "Agreement beyond what two annotators would reach by chance, each with their own habits: 0 is chance, 1 is perfect. Among people, where neither of a pair comes first, it is Scott’s π, with habits in common.",
  },
  {
    word: "α",
    name: "Krippendorff’s α",
    explanation:
      "Agreement beyond chance for any number of annotators, with gaps. Nominal counts a different preference as a difference; ordinal weighs how far apart the signed scores are.",
  },
  {
    word: "AC1",
    name: "Gwet’s AC1",
    explanation:
      "Agreement beyond chance that stays steady where nearly all labels say the same and κ falls although people agree. Where both responses are preferred equally often, it is close to κ.",
  },
] as const;
