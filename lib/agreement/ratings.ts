import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import { tieCreditWeights, type Weights } from "@/lib/stats";
import { type GroupedLabels, groupLabels, type RatingRules, WRONG } from "./group-labels";
import type { Category } from "./types";

/**
 * The labels that count, under one set of rules, as statistics take them: a unit is a comparison, its ratings are labels, one an
 * annotator. Units of a cluster stand together; within a unit people come first, then annotators in their order.
 */
export interface Ratings {
  annotators: readonly ColumnAnnotator[];
  /** Of all labels that count; in order of preference. */
  categories: readonly Category[];
  /** Distinct signed scores of all labels that count, ascending. */
  scores: Int8Array;
  /** Agreement of categories where it is not simply "the same". */
  weights: Weights | undefined;
  units: number;
  /** By unit: number of the comparison in the columns; first rating and one past the last person's; where the cluster ends. */
  comparison: Int32Array;
  starts: Int32Array;
  peopleEnds: Int32Array;
  endsCluster: Uint8Array;
  /** By rating: its label's place in the columns; place in `annotators`, in `categories`, in `scores` (−1 without a score). */
  row: Int32Array;
  annotator: Int32Array;
  category: Int8Array;
  scoreIndex: Int8Array;
  /** 1 to 4; 0 for a tie or where only the side is known. */
  strength: Int8Array;
  /** NaN without one. */
  probability: Float64Array;
  probabilityClamped: Float64Array;
}

/**
 * Picks the labels of a criterion (and round) that have a preference, and applies the rules for unreadable verdicts and for ties, in
 * this order. Of several labels of one annotator on a comparison the first showing counts (hidden repeats measure something else), and
 * of those the newest. Withdrawn comparisons are left out. Adjudications are no labels.
 *
 * Cost: a few passes over the labels.
 */
export function toRatings(columns: LabelColumns, rules: RatingRules): Ratings {
  return cutRatings(groupLabels(columns, rules), rules.ties);
}

/** A part of grouped labels. */
export interface Cut {
  /** The units that are in it, ascending. */
  units: Int32Array;
  /** Whether a label is in it, by its place in the columns. */
  accepts: (row: number, isPerson: boolean) => boolean;
}

/**
 * The ratings under a rule for ties, of all grouped labels or of a part of them. Of a part only comparisons that keep a label of a person
 * are taken.
 *
 * Cost: one pass over the labels of the units; a part costs what it holds.
 */
export function cutRatings(grouped: GroupedLabels, ties: RatingRules["ties"], cut?: Cut): Ratings {
  const { columns, annotators, people } = grouped;
  const { labels, clusters } = columns;
  const { kept, comparison, starts } = keepOnePerAnnotator(grouped, ties, cut);
  const units = comparison.length;
  const total = kept.length;
  const { categories, categoryOf, scores, scoreOf } = namesOf(grouped.value, kept);
  const ratings = {
    annotators,
    categories,
    scores,
    weights: weightsOf(categories, ties),
    units,
    comparison,
    starts,
    peopleEnds: new Int32Array(units),
    endsCluster: new Uint8Array(units),
    row: new Int32Array(total),
    annotator: new Int32Array(total),
    category: new Int8Array(total),
    scoreIndex: new Int8Array(total),
    strength: new Int8Array(total),
    probability: new Float64Array(total),
    probabilityClamped: new Float64Array(total),
  };
  for (let u = 0; u < units; u++) {
    const end = starts[u + 1] ?? 0;
    let peopleEnd = starts[u] ?? 0;
    for (let r = starts[u] ?? 0; r < end; r++) {
      const place = kept[r] ?? 0;
      const row = grouped.row[place] ?? 0;
      const value = grouped.value[place] ?? 0;
      const annotator = grouped.annotator[place] ?? 0;
      if (annotator < people) peopleEnd = r + 1;
      ratings.row[r] = row;
      ratings.annotator[r] = annotator;
      ratings.category[r] = categoryOf[value + 4] ?? 0;
      ratings.scoreIndex[r] = scoreOf[value + 4] ?? -1;
      ratings.strength[r] = labels.strengthKnown[row] === 1 && value !== WRONG ? Math.abs(value) : 0;
      ratings.probability[r] = labels.probabilityB[row] ?? Number.NaN;
      ratings.probabilityClamped[r] = labels.probabilityBClamped[row] ?? Number.NaN;
    }
    ratings.peopleEnds[u] = peopleEnd;
    const isLast = u + 1 === units || clusters[comparison[u + 1] ?? 0] !== clusters[comparison[u] ?? 0];
    ratings.endsCluster[u] = isLast ? 1 : 0;
  }
  return ratings;
}

/** The same labels with ties as a category of its own, where they got half credit. */
export function withoutCredit(ratings: Ratings): Ratings {
  return { ...ratings, weights: weightsOf(ratings.categories, "category") };
}

/** The labels that are taken, as places among the grouped ones, one an annotator and unit; and the units that keep any. */
function keepOnePerAnnotator(grouped: GroupedLabels, ties: RatingRules["ties"], cut: Cut | undefined) {
  const { labels } = grouped.columns;
  const { row, annotator, value, people } = grouped;
  const count = cut?.units.length ?? grouped.comparison.length;
  const comparison = new Int32Array(count);
  const starts = new Int32Array(count + 1);
  const kept = new Int32Array(cut ? countLabels(grouped, cut.units) : row.length);
  let units = 0;
  let end = 0;
  for (let k = 0; k < count; k++) {
    const u = cut ? (cut.units[k] ?? 0) : k;
    const begin = end;
    for (let i = grouped.starts[u] ?? 0; i < (grouped.starts[u + 1] ?? 0); i++) {
      if (ties === "exclude" && value[i] === 0) continue;
      const own = row[i] ?? 0;
      if (cut && !cut.accepts(own, (annotator[i] ?? 0) < people)) continue;
      const last = end > begin ? (kept[end - 1] ?? 0) : -1;
      if (last < 0 || annotator[last] !== annotator[i]) kept[end++] = i;
      else if (standsBefore(labels, own, row[last] ?? 0)) kept[end - 1] = i;
    }
    // People come first.
    if (cut && end > begin && (annotator[kept[begin] ?? 0] ?? 0) >= people) end = begin;
    if (end === begin) continue;
    comparison[units++] = grouped.comparison[u] ?? 0;
    starts[units] = end;
  }
  return { kept: kept.subarray(0, end), comparison: comparison.slice(0, units), starts: starts.slice(0, units + 1) };
}

function countLabels({ starts }: GroupedLabels, units: Int32Array): number {
  let labels = 0;
  for (const u of units) labels += (starts[u + 1] ?? 0) - (starts[u] ?? 0);
  return labels;
}

function standsBefore({ repeatIndex, submittedAt }: LabelColumns["labels"], row: number, other: number): boolean {
  const byRepeat = (repeatIndex[row] ?? 0) - (repeatIndex[other] ?? 0);
  return byRepeat < 0 || (byRepeat === 0 && (submittedAt[row] ?? 0) > (submittedAt[other] ?? 0));
}

/** Which categories and scores occur, and the place of each value (−4 to `WRONG`, from index 0) among them. */
function namesOf(values: Int8Array, places: Int32Array) {
  const seen = new Uint8Array(WRONG + 5);
  for (const place of places) seen[(values[place] ?? 0) + 4] = 1;
  const categories: Category[] = [
    "A",
    ...(seen[4] ? (["tie"] as const) : []),
    "B",
    ...(seen[WRONG + 4] ? (["invalid"] as const) : []),
  ];
  const nameOf = (value: number): Category => (value === WRONG ? "invalid" : value === 0 ? "tie" : value < 0 ? "A" : "B");
  const all = Array.from(seen, (_, i) => i - 4);
  const scores = Int8Array.from(all.filter((value) => value !== WRONG && seen[value + 4] === 1));
  return {
    categories,
    scores,
    categoryOf: Int8Array.from(all, (value) => categories.indexOf(nameOf(value))),
    scoreOf: Int8Array.from(all, (value) => scores.indexOf(value)),
  };
}

/** Half credit for ties where the rule says so; an unreadable verdict agrees with nothing, not even with another one. */
function weightsOf(categories: readonly Category[], ties: RatingRules["ties"]): Weights | undefined {
  const invalid = categories.indexOf("invalid");
  if (ties !== "half" && invalid < 0) return undefined;
  const q = categories.length;
  const weights = tieCreditWeights(q, ties === "half" ? categories.indexOf("tie") : -1);
  for (let k = 0; k < q && invalid >= 0; k++) {
    weights[k * q + invalid] = 0;
    weights[invalid * q + k] = 0;
  }
  return weights;
}
