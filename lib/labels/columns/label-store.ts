import type { LabelAnswer } from "@/lib/labels/types";
import { createUuidIndex, type UuidIndex } from "./uuid-index";

/** Stands in `score` where a label has none. */
export const NO_SCORE = -128;

/** What the numbers in `answer` mean. */
export const ANSWERS: readonly LabelAnswer[] = ["PREFERENCE", "SKIP", "UNSURE", "BOTH_BAD", "UNSETTLED", "INVALID"];

/** Labels as columns: one array a field, one place a label. */
export interface LabelArrays {
  /** Numbers of comparison, annotator, criterion and round (−1: outside rounds) in the store's indexes. */
  comparison: Int32Array;
  annotator: Int32Array;
  criterion: Int32Array;
  round: Int32Array;
  /** 0 for the first time a round shows a comparison. */
  repeatIndex: Int16Array;
  /** Place in `ANSWERS`. */
  answer: Uint8Array;
  /** −4 to +4, positive for B; `NO_SCORE` without one. */
  score: Int8Array;
  /** In [0, 1]; NaN without one. */
  probabilityB: Float64Array;
  probabilityBClamped: Float64Array;
  /** 1 yes, 0 no, −1 unknown. */
  presentedSwapped: Int8Array;
  orderConsistent: Int8Array;
  strengthKnown: Uint8Array;
  /** Milliseconds since 1970. */
  submittedAt: Float64Array;
}

/** A project's labels in memory, to which rows are added or of which rows are replaced. */
export interface LabelStore {
  /** How many labels there are: the first `count` places of each array. The arrays are exchanged for larger ones as they fill. */
  readonly count: number;
  readonly arrays: LabelArrays;
  readonly comparisons: UuidIndex;
  readonly annotators: UuidIndex;
  readonly criteria: UuidIndex;
  readonly rounds: UuidIndex;
  /** By number of comparison: number of its cluster, −1 while unknown; 1 if it is withdrawn. */
  readonly clusters: Int32Array;
  readonly withdrawn: Uint8Array;
  /** The place of a label by its id: its own if it is known, else the next. */
  placeOf(labelId: Uint8Array, offset: number): number;
  /** The next place, for a label that is not known. */
  nextPlace(labelId: Uint8Array, offset: number): number;
  /** Forgets a label, if it is known: the last one takes its place. */
  remove(labelId: string): void;
  /** The numbers of all comparisons known so far, ascending by id. */
  comparisonOrder(): Int32Array;
  /** Makes room in `clusters` and `withdrawn` for all comparisons known so far. */
  fitComparisons(): void;
}

/** An empty store. */
export function createLabelStore(): LabelStore {
  const labels = createUuidIndex();
  const comparisons = createUuidIndex();
  let arrays = makeArrays(256);
  let clusters = new Int32Array(64).fill(-1);
  let withdrawn = new Uint8Array(64);
  let order: Int32Array = new Int32Array(0);

  function fitted(place: number): number {
    if (place >= arrays.score.length) arrays = growArrays(arrays);
    return place;
  }

  return {
    comparisons,
    annotators: createUuidIndex(),
    criteria: createUuidIndex(),
    rounds: createUuidIndex(),
    get count() {
      return labels.size;
    },
    get arrays() {
      return arrays;
    },
    get clusters() {
      return clusters;
    },
    get withdrawn() {
      return withdrawn;
    },
    placeOf: (labelId, offset) => fitted(labels.add(labelId, offset)),
    nextPlace: (labelId, offset) => fitted(labels.append(labelId, offset)),
    remove(labelId) {
      const place = labels.remove(labelId);
      if (place < 0) return;
      for (const column of Object.values(arrays)) column[place] = column[labels.size] ?? 0;
    },
    comparisonOrder() {
      // Comparisons are never forgotten, so the same number of them are the same ones.
      if (order.length !== comparisons.size) order = comparisons.order();
      return order;
    },
    fitComparisons() {
      if (comparisons.size <= clusters.length) return;
      const length = Math.max(comparisons.size, clusters.length * 2);
      const largerClusters = new Int32Array(length).fill(-1);
      largerClusters.set(clusters);
      clusters = largerClusters;
      const largerWithdrawn = new Uint8Array(length);
      largerWithdrawn.set(withdrawn);
      withdrawn = largerWithdrawn;
    },
  };
}

function makeArrays(length: number): LabelArrays {
  return {
    comparison: new Int32Array(length),
    annotator: new Int32Array(length),
    criterion: new Int32Array(length),
    round: new Int32Array(length),
    repeatIndex: new Int16Array(length),
    answer: new Uint8Array(length),
    score: new Int8Array(length),
    probabilityB: new Float64Array(length),
    probabilityBClamped: new Float64Array(length),
    presentedSwapped: new Int8Array(length),
    orderConsistent: new Int8Array(length),
    strengthKnown: new Uint8Array(length),
    submittedAt: new Float64Array(length),
  };
}

function growArrays(old: LabelArrays): LabelArrays {
  const larger = makeArrays(old.score.length * 2);
  larger.comparison.set(old.comparison);
  larger.annotator.set(old.annotator);
  larger.criterion.set(old.criterion);
  larger.round.set(old.round);
  larger.repeatIndex.set(old.repeatIndex);
  larger.answer.set(old.answer);
  larger.score.set(old.score);
  larger.probabilityB.set(old.probabilityB);
  larger.probabilityBClamped.set(old.probabilityBClamped);
  larger.presentedSwapped.set(old.presentedSwapped);
  larger.orderConsistent.set(old.orderConsistent);
  larger.strengthKnown.set(old.strengthKnown);
  larger.submittedAt.set(old.submittedAt);
  return larger;
}
