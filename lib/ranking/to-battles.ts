import type { Ratings } from "@/lib/agreement/ratings";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { type ClusterTally, createBattleTally, LEFT_WINS, RIGHT_WINS, TIE } from "@/lib/stats";
import type { ComparedModels } from "./read-models";

/** Labels as battles between the two models of their comparison: model A on the left. */
export interface LabelBattles {
  /** The models that fought, in the order of `names`. */
  models: string[];
  left: Int32Array;
  right: Int32Array;
  outcome: Int8Array;
  /** Number of the comparison's cluster. */
  clusters: Int32Array;
  submittedAt: Float64Array;
  tally: ClusterTally;
  /** Battles with the response shown first (on the left of the screen) as left, of labels that say which one it was. */
  shown: ClusterTally;
  /** What was counted, and labels whose comparison names no two different models. */
  comparisons: number;
  dropped: number;
}

/** Labels of some annotators, clusters together. */
export interface Judgements {
  /** By label: number of the comparison, of its cluster, place of the annotator, signed score. */
  comparison: Int32Array;
  cluster: Int32Array;
  annotator: Int32Array;
  score: Int8Array;
  /** 1 if B was shown first, 0 if A, −1 if nobody knows. */
  presentedSwapped: Int8Array;
  submittedAt: Float64Array;
}

/** Takes the ratings of `who` (places in `ratings.annotators`) out of the columns. */
export function takeJudgements(columns: LabelColumns, ratings: Ratings, who: ReadonlySet<number>): Judgements {
  const count = ratings.annotator.reduce((sum, place) => (who.has(place) ? sum + 1 : sum), 0);
  const taken: Judgements = {
    comparison: new Int32Array(count),
    cluster: new Int32Array(count),
    annotator: new Int32Array(count),
    score: new Int8Array(count),
    presentedSwapped: new Int8Array(count),
    submittedAt: new Float64Array(count),
  };
  let at = 0;
  for (let unit = 0; unit < ratings.units; unit++) {
    const comparison = ratings.comparison[unit] ?? 0;
    for (let rating = ratings.starts[unit] ?? 0; rating < (ratings.starts[unit + 1] ?? 0); rating++) {
      const annotator = ratings.annotator[rating] ?? -1;
      if (!who.has(annotator)) continue;
      const row = ratings.row[rating] ?? 0;
      taken.comparison[at] = comparison;
      taken.cluster[at] = columns.clusters[comparison] ?? 0;
      taken.annotator[at] = annotator;
      taken.score[at] = ratings.scores[ratings.scoreIndex[rating] ?? -1] ?? 0;
      taken.presentedSwapped[at] = columns.labels.presentedSwapped[row] ?? -1;
      taken.submittedAt[at] = columns.labels.submittedAt[row] ?? 0;
      at++;
    }
  }
  return taken;
}

/** Counts labels as battles, each label one. */
export function toBattles(judgements: Judgements, { names, a, b }: ComparedModels): LabelBattles {
  const { comparison, cluster } = judgements;
  const isBattle = (label: number) => {
    const [left, right] = [a[comparison[label] ?? -1] ?? -1, b[comparison[label] ?? -1] ?? -1];
    return left >= 0 && right >= 0 && left !== right;
  };
  const labels = Int32Array.from(comparison.keys()).filter(isBattle);
  const placeOf = new Int32Array(names.length).fill(-1);
  for (const label of labels) placeOf[a[comparison[label] ?? 0] ?? 0] = placeOf[b[comparison[label] ?? 0] ?? 0] = 0;
  const fought = names.flatMap((_, model) => (placeOf[model] === 0 ? model : []));
  for (const [place, model] of fought.entries()) placeOf[model] = place;

  const count = labels.length;
  const battles = { left: new Int32Array(count), right: new Int32Array(count), outcome: new Int8Array(count) };
  const tally = createBattleTally(fought.length);
  const shown = createBattleTally(fought.length, { keepsSides: true });
  for (const [at, label] of labels.entries()) {
    const left = placeOf[a[comparison[label] ?? 0] ?? 0] ?? 0;
    const right = placeOf[b[comparison[label] ?? 0] ?? 0] ?? 0;
    const outcome = outcomeOf(judgements.score[label] ?? 0);
    battles.left[at] = left;
    battles.right[at] = right;
    battles.outcome[at] = outcome;
    tally.add(left, right, outcome);
    const swapped = judgements.presentedSwapped[label];
    if (swapped === 0) shown.add(left, right, outcome);
    else if (swapped === 1) shown.add(right, left, 2 - outcome);
    const next = labels[at + 1];
    if (next === undefined || cluster[next] !== cluster[label]) {
      tally.endCluster();
      shown.endCluster();
    }
  }
  return {
    models: fought.map((model) => names[model] ?? ""),
    ...battles,
    clusters: labels.map((label) => cluster[label] ?? 0),
    submittedAt: Float64Array.from(labels, (label) => judgements.submittedAt[label] ?? 0),
    tally: tally.finish(),
    shown: shown.finish(),
    comparisons: new Set(labels.map((label) => comparison[label] ?? 0)).size,
    dropped: comparison.length - count,
  };
}

/** Model A stands on the left. */
function outcomeOf(score: number): number {
  if (score === 0) return TIE;
  return score < 0 ? LEFT_WINS : RIGHT_WINS;
}
