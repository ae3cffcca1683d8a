import type { DisputeReason } from "@/lib/adjudication/types";
import { formatNumber } from "@/lib/format";
import type { Scale, ScaleButton } from "@/lib/labels/types";

const REASONS: Readonly<Record<DisputeReason, string>> = {
  direction: "people prefer different responses",
  spread: "scores far apart",
  majority: "no majority",
  judge: "a judge against people",
  flag: "flagged",
  asked: "sent by a researcher",
  second: "second opinion wanted",
};

/** Why a comparison is in the list. */
export function toReasonWords(reasons: readonly DisputeReason[]): string {
  return reasons.map((reason) => REASONS[reason]).join(", ");
}

/** How far labels are apart: "7", "6.5". */
export function toSteps(size: number): string {
  return formatNumber(size, Number.isInteger(size) ? 0 : 1);
}

/** What a button of the final answer says in full. It is about the better response, whatever the question asks for. */
export function toFinalName({ side, degree }: ScaleButton): string {
  if (side === "TIE") return "Tie: neither is better";
  return [side === "LEFT" ? "A" : "B", "is", degree, "better"].filter(Boolean).join(" ");
}

/** A final answer that is being chosen. */
export type Chosen = { answer: "PREFERENCE"; score: number } | { answer: "BOTH_BAD" | "UNSURE"; score: null };

/** A chosen answer in words. */
export function toChosenWords(scale: Scale, chosen: Chosen): string {
  if (chosen.answer !== "PREFERENCE") return chosen.answer === "BOTH_BAD" ? "Both bad" : "Unsure";
  const button = scale.buttons.find(({ score }) => score === chosen.score);
  return button ? toFinalName(button) : String(chosen.score);
}
