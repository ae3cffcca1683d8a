import type { ComparedModels } from "@/lib/ranking/read-models";
import type { Judgements } from "@/lib/ranking/to-battles";
import { LEFT_WINS, RIGHT_WINS, TIE } from "@/lib/stats";

/** Labels on comparisons between two different models as columns, clusters together: model A on the left. */
export interface BattleColumns {
  comparison: Int32Array;
  cluster: Int32Array;
  left: Int32Array;
  right: Int32Array;
  outcome: Int8Array;
  /** The models that fought, by their places. */
  models: string[];
}

/** Takes the labels that are battles out of judgements; models are numbered in the order of their names. */
export function gatherBattles(judgements: Judgements, { names, a, b }: ComparedModels): BattleColumns {
  const { comparison, cluster, score } = judgements;
  const rows: number[] = [];
  const fought = new Uint8Array(names.length);
  for (const [row, of] of comparison.entries()) {
    const [left, right] = [a[of] ?? -1, b[of] ?? -1];
    if (left < 0 || right < 0 || left === right) continue;
    rows.push(row);
    fought[left] = fought[right] = 1;
  }
  const placeOf = new Int32Array(names.length).fill(-1);
  const models = names.filter((_, model) => fought[model] === 1);
  for (const [place, name] of models.entries()) placeOf[names.indexOf(name)] = place;
  const pick = (of: (row: number) => number) => Int32Array.from(rows, of);
  return {
    comparison: pick((row) => comparison[row] ?? 0),
    cluster: pick((row) => cluster[row] ?? 0),
    left: pick((row) => placeOf[a[comparison[row] ?? 0] ?? 0] ?? 0),
    right: pick((row) => placeOf[b[comparison[row] ?? 0] ?? 0] ?? 0),
    outcome: Int8Array.from(rows, (row) => toOutcome(score[row] ?? 0)),
    models,
  };
}

function toOutcome(score: number): number {
  return score === 0 ? TIE : score < 0 ? LEFT_WINS : RIGHT_WINS;
}
