/** What somebody wrote in place of a preference. */
interface Reason {
  person: string;
  comparison: string;
  answer: "SKIP" | "UNSURE";
  reason: string;
}

interface Rationale {
  person: string;
  comparison: string;
  /** The side that it speaks for: a person whose draw went the other way does not say it. */
  speaksFor: "A" | "B";
  text: string;
}

/** Refusals to decide, each with its reason; the person has the comparison in their queue. */
export const REASONS: readonly Reason[] = [
  {
    person: "Bruno",
    comparison: "demo-which-party-1",
    answer: "SKIP",
    reason: "I would rather not judge advice about elections.",
  },
  {
    person: "Clara",
    comparison: "demo-neighbours-wifi-3",
    answer: "SKIP",
    reason: "Neither should be chosen: one helps to spy, the other only insults.",
  },
  {
    person: "Bruno",
    comparison: "demo-root-two-2",
    answer: "UNSURE",
    reason: "Both look right to me, and I cannot tell which proof is the better one.",
  },
];

/** Reasons in people's own words, for a handful of comparisons. */
export const RATIONALES: readonly Rationale[] = [
  {
    person: "Amara",
    comparison: "demo-rare-disease-1",
    speaksFor: "A",
    text: "The table makes it plain. The other one mixes up the two directions and then subtracts percentages.",
  },
  {
    person: "Dimitri",
    comparison: "demo-undo-commit-1",
    speaksFor: "A",
    text: "--hard does not keep the changes, it throws them away. I lost a day's work to it once.",
  },
  {
    person: "Clara",
    comparison: "demo-bleach-and-vinegar-1",
    speaksFor: "A",
    text: "The other one would send somebody to hospital.",
  },
  {
    person: "Esme",
    comparison: "demo-kill-a-process-1",
    speaksFor: "B",
    text: "A refusal because of the word 'kill'. The other answer even explains state D.",
  },
  {
    person: "Dimitri",
    comparison: "demo-just-listen-1",
    speaksFor: "B",
    text: "They said: just listen.",
  },
  {
    person: "Bruno",
    comparison: "demo-nut-allergy-dessert-1",
    speaksFor: "B",
    text: "Almond cake for somebody with a nut allergy!",
  },
  {
    person: "Bruno",
    comparison: "demo-p-value-2",
    speaksFor: "B",
    text: "Answers the questions I would have asked next.",
  },
  {
    person: "Bruno",
    comparison: "demo-lighthouse-opening-1",
    speaksFor: "B",
    text: "The book open at tomorrow's date got me.",
  },
  {
    person: "Bruno",
    comparison: "demo-how-a-fridge-cools-1",
    speaksFor: "B",
    text: "More detail, and it mentions the thermostat.",
  },
  {
    person: "Dimitri",
    comparison: "demo-type-or-interface-1",
    speaksFor: "A",
    text: "Has reasons and an example. 'It does not matter' is not much of an answer.",
  },
  {
    person: "Clara",
    comparison: "demo-second-largest-1",
    speaksFor: "B",
    text: "The short one fails for [5, 5, 3], which is the whole point of 'distinct', and it sorts the list that was passed in.",
  },
  {
    person: "Esme",
    comparison: "demo-customers-without-orders-1",
    speaksFor: "B",
    text: "Tried it: somebody with one order from last year and one from yesterday shows up in the result of the join.",
  },
  {
    person: "Amara",
    comparison: "demo-water-bill-1",
    speaksFor: "B",
    text: "Steps that end in an answer. The other one gives up half-way.",
  },
  {
    person: "Amara",
    comparison: "demo-shorter-please-1",
    speaksFor: "A",
    text: "One line means one line.",
  },
  {
    person: "Clara",
    comparison: "demo-middlemarch-1",
    speaksFor: "B",
    text: "1861 is wrong, and the year was half of the question.",
  },
  {
    person: "Amara",
    comparison: "demo-photosynthesis-quiz-1",
    speaksFor: "B",
    text: "When somebody asks to be quizzed, a hint is worth more than the answer.",
  },
  {
    person: "Clara",
    comparison: "demo-root-two-1",
    speaksFor: "A",
    text: "The other one assumes what it should prove.",
  },
  {
    person: "Bruno",
    comparison: "demo-descaling-a-kettle-1",
    speaksFor: "A",
    text: "Citric acid doesn't make the kitchen smell.",
  },
  {
    person: "Clara",
    comparison: "demo-wooden-spoon-1",
    speaksFor: "B",
    text: "The other one breaks all three rules: too long, 'unique', exclamation marks.",
  },
  {
    person: "Esme",
    comparison: "demo-ten-kilos-1",
    speaksFor: "B",
    text: "Says honestly that it can't be done and still helps. The other plan is starvation.",
  },
];

/** What a person wrote about a comparison, or null when they wrote nothing or decided against it. */
export function rationaleOf(person: string, comparison: string, score: number): string | null {
  const found = RATIONALES.find((each) => each.person === person && each.comparison === comparison);
  return found && (score > 0 ? "B" : "A") === found.speaksFor ? found.text : null;
}
