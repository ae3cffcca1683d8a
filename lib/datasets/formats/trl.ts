import type { MessageRecord } from "@/lib/datasets/record";

/** One row for TRL's trainers: an explicit prompt, conversational. */
export interface TrlRow {
  prompt: readonly MessageRecord[];
  chosen: string;
  rejected: string;
  /** Signed, positive for response B. */
  score: number;
  /** How much better `chosen` is, at least 0; what RewardTrainer reads. */
  margin: number;
  /** False when only the side is known: score and margin are then 2 by convention. */
  strengthKnown: boolean;
  /** HUMAN, AI, BASELINE or CONSENSUS. */
  annotatorKind: string;
  annotator: string;
  /** A judge's probability that `chosen` is better; null for people. */
  probabilityChosen: number | null;
  /** The comparison's id here, for joining. */
  comparison: string;
}

/** One line of TRL preference data. Every row has the same columns of the same types, so that loaders infer one table. */
export function toTrlLine(row: TrlRow): string {
  const texts = JSON.stringify({
    prompt: row.prompt.map(({ role, content }) => ({ role, content })),
    chosen: [{ role: "assistant", content: row.chosen }],
    rejected: [{ role: "assistant", content: row.rejected }],
  });
  const rest = JSON.stringify({
    strength_known: row.strengthKnown,
    annotator_kind: row.annotatorKind,
    annotator: row.annotator,
    comparison: row.comparison,
  });
  const numbers = [
    `"score":${asDouble(row.score)}`,
    `"margin":${asDouble(row.margin)}`,
    `"probability_chosen":${row.probabilityChosen === null ? "null" : asDouble(row.probabilityChosen)}`,
  ];
  return `${texts.slice(0, -1)},${numbers.join(",")},${rest.slice(1)}\n`;
}

/** Written with a point, so that a loader that meets 3 before 2.5 does not settle on whole numbers. */
function asDouble(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
