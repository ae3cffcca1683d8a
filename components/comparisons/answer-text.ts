import { formatCount } from "@/lib/format";
import type { LabelAnswer } from "@/lib/labels/types";
import type { StoredRatings } from "@/lib/ratings/schema";

interface Answered {
  answer: LabelAnswer;
  score: number | null;
  strengthKnown?: boolean;
}

const WORDS = {
  SKIP: "skipped",
  UNSURE: "unsure",
  BOTH_BAD: "both bad",
  UNSETTLED: "orders contradict",
  INVALID: "unreadable",
} as const;

/** A label in a word or two: "−3", "0, a tie", "B, strength unknown", "skipped". */
export function toAnswerText({ answer, score, strengthKnown = true }: Answered): string {
  if (answer !== "PREFERENCE") return WORDS[answer];
  if (score === null) return "—";
  if (score === 0) return "0, a tie";
  if (!strengthKnown) return `${score > 0 ? "B" : "A"}, strength unknown`;
  return score > 0 ? `+${formatCount(score)}` : formatCount(score);
}

/** What was said beside the preference: "A 6, B 2 of 7; sure 4 of 5"; empty where nothing was asked. */
export function toBesideText({ ratings, confidence }: { ratings: StoredRatings | null; confidence: number | null }): string {
  return [ratings ? toRatingsText(ratings) : "", confidence === null ? "" : `sure ${confidence} of 5`].filter(Boolean).join("; ");
}

function toRatingsText({ kind, a, b }: StoredRatings): string {
  const most = kind === "likert7" ? " of 7" : kind === "likert10" ? " of 10" : "";
  return `A ${a}, B ${b}${most}`;
}
