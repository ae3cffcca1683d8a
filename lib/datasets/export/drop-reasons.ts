/** Why something becomes no row, and what to do to have it. `stage` is the step of the way that it does not take. */
export interface DropReason {
  stage: "selected" | "answered" | "strong" | "fits" | "unique";
  reason: string;
  mend: string;
}

const reason = (stage: DropReason["stage"], words: string, mend: string): DropReason => ({ stage, reason: words, mend });

/** The reasons that need no figure. */
export const DROP = {
  withdrawn: reason("selected", "the comparison is withdrawn", "Bring it back on its page."),
  filtered: reason("selected", "outside the rows that are asked for", "Widen round, slice, category or turn."),
  adjudication: reason("selected", "its adjudication is not asked for", "Take both, adjudicated or not."),
  example: reason(
    "selected",
    "used as an example for a judge",
    "Kept out so that the judge can be checked on this file; choose to keep examples.",
  ),
  noPeople: reason("selected", "no label of people", "Have it labelled, or take “mixed” to let a judge answer."),
  noJudge: reason("selected", "no label of the judge", "Run the judge over it."),
  skipped: reason("answered", "skipped", "Have somebody else label it."),
  unsure: reason("answered", "unsure", "Have somebody else label it, or adjudicate it."),
  bothBad: reason("answered", "both bad", "Take it as a tie, where ties are kept."),
  unsettled: reason("answered", "the judge's orders contradict", "Take it as a tie, or by the mean of its orders."),
  invalid: reason("answered", "the judge's verdict could not be read", "Run the judge again, or change how it answers."),
  nobody: reason("selected", "no label of people or the judge", "Have it labelled, or run the judge over it."),
  noPreference: reason("answered", "no preference", "Have it labelled."),
  split: reason("answered", "people are split", "Adjudicate it, or have one more person label it."),
  adjudicatedBothBad: reason("answered", "adjudicated as both bad", "Take it as a tie, where ties are kept."),
  adjudicatedUnsure: reason("answered", "adjudicated as unsure", "Adjudicate it again."),
  tie: reason("answered", "a tie", "Keep ties, or write both orders with half the weight."),
  weakest: reason(
    "strong",
    "the weakest level of the scale, which HH-RLHF leaves out",
    "Set the least strength to 1 to have it.",
  ),
  equalRow: reason("unique", "equal to a row before it", "Do not deduplicate."),
  equalPrompt: reason("unique", "the same prompt as a row before it", "Deduplicate rows alone, or not at all."),
} as const satisfies Record<string, DropReason>;

/** What a format cannot say, in its own words. */
export function unfit(words: string): DropReason {
  return reason("fits", words, "Take trl, which holds every message.");
}

/** Weaker than the least strength that is asked for. */
export function weakerThan(strength: number): DropReason {
  return reason("strong", `weaker than ${strength}`, "Lower the least strength.");
}

/** Nearer to a coin than asked for. */
export function nearerThan(confidence: number): DropReason {
  return reason("strong", `|p − ½| below ${confidence}`, "Lower the least |p − ½|.");
}
