import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import { creditOf, ratingsOf } from "@/lib/agreement/judge/judge-part";
import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedSlice } from "@/lib/agreement/types";
import { type ClusterTallyBuilder, createClusterTally, share } from "@/lib/stats";
import { type Arriving, createArriving, toAnytime } from "./anytime";

/** A way to cut pairs of labels into parts. */
export interface Partition {
  by: ReportedSlice["by"];
  /** 32 at most. */
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
  const parts = await tallyParts(ratings, whose, partition, resampling);
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

interface TalliedPart {
  tally: ClusterTallyBuilder;
  /** Of the cluster that is being gone through: what agreed, and how many pairs. */
  credit: number;
  pairs: number;
  annotators: Set<number>;
  labels: number;
  comparisons: number;
  /** The last unit and the last cluster that it had a pair of. */
  lastUnit: number;
  lastCluster: number;
  arriving: Arriving | null;
}

async function tallyParts(
  ratings: Ratings,
  whose: Whose,
  { values, partOf, isOfRow = false }: Partition,
  { times, breathe }: Pick<Resampling, "times" | "breathe">,
): Promise<TalliedPart[]> {
  const parts = values.map((): TalliedPart => {
    const counts = { credit: 0, pairs: 0, labels: 0, comparisons: 0, lastUnit: -1, lastCluster: -1 };
    return { tally: createClusterTally(2), annotators: new Set(), ...counts, arriving: times ? createArriving() : null };
  });
  // By rating: the parts that have counted it, a bit each.
  const counted = new Uint32Array(ratings.annotator.length);
  const timeOf = (rating: number) => times?.[ratings.row[rating] ?? 0] ?? 0;
  let unit = 0;
  let cluster = 0;
  let open: TalliedPart[] = [];
  const visit = toVisit(ratings, whose, isOfRow, (row, column) => {
    const place = partOf(unit, row, column);
    const part = parts[place];
    if (!part) return;
    const credit = creditOf(ratings, row, column);
    part.credit += credit;
    part.pairs++;
    part.arriving?.add(credit, Math.max(timeOf(row), timeOf(column)));
    part.labels += count(part, counted, ratings, row, place) + count(part, counted, ratings, column, place);
    if (part.lastUnit !== unit) part.comparisons++;
    part.lastUnit = unit;
    if (part.lastCluster !== cluster) open.push(part);
    part.lastCluster = cluster;
  });
  for (; unit < ratings.units; unit++) {
    visit(unit);
    if (ratings.endsCluster[unit] === 1) {
      for (const part of open) endCluster(part);
      if (open.length > 0) open = [];
      cluster++;
    }
    if (unit % UNITS_A_LOOK !== 0) continue;
    const turn = breathe();
    if (turn) await turn;
  }
  return parts;
}

function endCluster(part: TalliedPart): void {
  part.tally.add(0, part.credit);
  part.tally.add(1, part.pairs);
  part.tally.endCluster();
  part.arriving?.endCluster();
  part.credit = 0;
  part.pairs = 0;
}

/** After so many units it is seen whether it is others' turn. */
const UNITS_A_LOOK = 8192;

/** Counts a rating that the part has not counted yet, and whose it is. */
function count(part: TalliedPart, counted: Uint32Array, ratings: Ratings, rating: number, place: number): 0 | 1 {
  const marks = counted[rating] ?? 0;
  if ((marks & (1 << place)) !== 0) return 0;
  counted[rating] = marks | (1 << place);
  part.annotators.add(ratings.annotator[rating] ?? 0);
  return 1;
}

type Visit = (unit: number) => void;

function toVisit(ratings: Ratings, whose: Whose, isOfRow: boolean, each: (row: number, column: number) => void): Visit {
  const { starts, peopleEnds } = ratings;
  if (whose === "people") {
    return (unit) => {
      const end = peopleEnds[unit] ?? 0;
      for (let r = starts[unit] ?? 0; r < end; r++) {
        for (let s = isOfRow ? (starts[unit] ?? 0) : r + 1; s < end; s++) if (r !== s) each(r, s);
      }
    };
  }
  const own = ratingsOf(ratings, whose);
  return (unit) => {
    const judge = own[unit] ?? -1;
    if (judge < 0) return;
    for (let r = starts[unit] ?? 0; r < (peopleEnds[unit] ?? 0); r++) each(r, judge);
  };
}
