import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import { creditOf, ratingsOf } from "@/lib/agreement/judge/judge-part";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedSlice } from "@/lib/agreement/types";
import { createClusterTally, share } from "@/lib/stats";
import { createArriving, toAnytime } from "./anytime";

/** A way to cut pairs of labels into parts. */
export interface Partition {
  by: ReportedSlice["by"];
  values: readonly ReportedSlice["value"][];
  /**
   * The part of a pair, as a place in `values`, or −1. The row is a person's label; the column the judge's, or among people the other person's.
   */
  partOf: (unit: number, row: number, column: number) => number;
  /** Among people each label of a pair counts once, under its own part: where the part is the label's, not the comparison's. */
  isOfRow?: boolean;
}

/** Whose labels meet: people's among themselves, or those of the judge at this place with people's. */
export type Whose = "people" | number;

/** Agreement part by part; parts that no pair is in are left out. Nothing for a judge or people without labels. */
export async function reportParts(
  ratings: Ratings,
  whose: Whose,
  partition: Partition,
  resampling: Resampling,
): Promise<ReportedSlice[]> {
  const who = toWho(ratings, whose);
  if (!who) return [];
  const parts = tallyParts(ratings, whose, partition, resampling.times);
  const slices: ReportedSlice[] = [];
  for (const [i, value] of partition.values.entries()) {
    const part = parts[i];
    if (!part || part.comparisons === 0) continue;
    const { comparisons, labels, annotators } = part;
    const statistics = { agreement: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "no pair of labels")) };
    const context = {
      resampling,
      stream: `${partition.by} ${value} ${who.annotator ?? "people"}`,
      n: { comparisons, labels, annotators: annotators.size, dropped: 0 },
    };
    const agreement = part.arriving
      ? toAnytime(part.arriving, context.n)
      : (await toFigures(part.tally.finish(), statistics, context)).agreement;
    slices.push({ by: partition.by, value, ...who, comparisons, agreement });
  }
  return slices;
}

function toWho({ annotators }: Ratings, whose: Whose): Pick<ReportedSlice, "between" | "annotator"> | null {
  if (whose === "people") return { between: ["HUMAN", "HUMAN"], annotator: null };
  const annotator = annotators[whose];
  return !annotator || annotator.kind === "HUMAN" ? null : { between: ["HUMAN", annotator.kind], annotator: annotator.id };
}

function tallyParts(
  ratings: Ratings,
  whose: Whose,
  { values, partOf, isOfRow = false }: Partition,
  times: Float64Array | undefined,
) {
  const parts = values.map(() => ({
    tally: createClusterTally(2),
    annotators: new Set<number>(),
    marks: new Uint8Array(ratings.annotator.length),
    labels: 0,
    comparisons: 0,
    last: -1,
    arriving: times ? createArriving() : null,
  }));
  const visit = toVisit(ratings, whose, isOfRow);
  const timeOf = (rating: number) => times?.[ratings.row[rating] ?? 0] ?? 0;
  for (let u = 0; u < ratings.units; u++) {
    visit(u, (row, column) => {
      const part = parts[partOf(u, row, column)];
      if (!part) return;
      part.tally.add(0, creditOf(ratings, row, column));
      part.tally.add(1, 1);
      part.arriving?.add(creditOf(ratings, row, column), Math.max(timeOf(row), timeOf(column)));
      part.annotators.add(ratings.annotator[row] ?? 0).add(ratings.annotator[column] ?? 0);
      for (const label of [row, column]) {
        if (part.marks[label] === 0) part.labels++;
        part.marks[label] = 1;
      }
      if (part.last !== u) part.comparisons++;
      part.last = u;
    });
    if (ratings.endsCluster[u] !== 1) continue;
    for (const { tally, arriving } of parts) {
      tally.endCluster();
      arriving?.endCluster();
    }
  }
  return parts;
}

type Visit = (unit: number, each: (row: number, column: number) => void) => void;

function toVisit(ratings: Ratings, whose: Whose, isOfRow: boolean): Visit {
  const { starts, peopleEnds } = ratings;
  if (whose === "people") {
    return (unit, each) => {
      const end = peopleEnds[unit] ?? 0;
      for (let r = starts[unit] ?? 0; r < end; r++) {
        for (let s = isOfRow ? (starts[unit] ?? 0) : r + 1; s < end; s++) if (r !== s) each(r, s);
      }
    };
  }
  const own = ratingsOf(ratings, whose);
  return (unit, each) => {
    const judge = own[unit] ?? -1;
    if (judge < 0) return;
    for (let r = starts[unit] ?? 0; r < (peopleEnds[unit] ?? 0); r++) each(r, judge);
  };
}
