import type { ComparisonFacts } from "@/lib/agreement/filters/read-facts";
import type { Ratings } from "@/lib/agreement/ratings";
import { CONFIDENCES } from "@/lib/agreement/schema";
import type { Partition } from "./report-parts";

/** By the strength of the person's label. Labels of which only the side is known are in no part. */
export function byStrength({ strength }: Ratings): Partition {
  return { by: "strength", values: [1, 2, 3, 4], partOf: (_, row) => (strength[row] ?? 0) - 1, isOfRow: true };
}

/** By how sure the judge was: the larger of its raw probabilities of A and of B, in tenths. */
export function byConfidence({ probability }: Ratings): Partition {
  return { by: "confidence", values: CONFIDENCES, partOf: (_, __, column) => confidenceOf(probability[column] ?? Number.NaN) };
}

/** The place of a probability's tenth in `CONFIDENCES`; −1 without a probability. */
export function confidenceOf(probability: number): number {
  if (Number.isNaN(probability)) return -1;
  // What was written as a decimal must not fall below its own edge.
  const tenths = Math.floor(Math.max(probability, 1 - probability) * 10 + 1e-9) - 5;
  return Math.min(tenths, CONFIDENCES.length - 1);
}

/** More categories than this are no chart: those with most comparisons are shown. */
const CATEGORIES = 12;

/** By the comparison's category, those with most comparisons that have two labels or more first. */
export function byCategory({ comparison, units, starts }: Ratings, { value, values }: ComparisonFacts): Partition {
  const counts = new Float64Array(values.length);
  for (let u = 0; u < units; u++) {
    const place = value[comparison[u] ?? 0] ?? -1;
    if (place >= 0 && (starts[u + 1] ?? 0) - (starts[u] ?? 0) > 1) counts[place] = (counts[place] ?? 0) + 1;
  }
  const shown = values
    .map((_, place) => place)
    .filter((place) => (counts[place] ?? 0) > 0)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || ((values[a] ?? "") < (values[b] ?? "") ? -1 : 1))
    .slice(0, CATEGORIES);
  const partOfValue = new Int32Array(values.length).fill(-1);
  for (const [part, place] of shown.entries()) partOfValue[place] = part;
  return {
    by: "category",
    values: shown.map((place) => values[place] ?? ""),
    partOf: (unit) => partOfValue[value[comparison[unit] ?? 0] ?? -1] ?? -1,
  };
}

/** More turns than this are no chart: the first ones are shown. */
const TURNS = 10;

/** By the comparison's place in its conversation. */
export function byTurn({ comparison, units }: Ratings, { turn }: ComparisonFacts): Partition {
  const seen = new Set<number>();
  for (let u = 0; u < units; u++) seen.add(turn[comparison[u] ?? 0] ?? 0);
  const values = [...seen]
    .filter((each) => each > 0)
    .sort((a, b) => a - b)
    .slice(0, TURNS);
  return { by: "turn", values, partOf: (unit) => values.indexOf(turn[comparison[unit] ?? 0] ?? 0) };
}

/** All pairs, as one part of a report that was counted for this part alone. */
export function asPart(by: Partition["by"], value: number | string): Partition {
  return { by, values: [value], partOf: () => 0 };
}
