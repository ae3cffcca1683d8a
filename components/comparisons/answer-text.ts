import { formatCount } from "@/lib/format";
import type { LabelAnswer } from "@/lib/labels/types";

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
