import { createClusterTally, share } from "@/lib/stats";
import { type Resampling, shareOf, toFigures } from "./figures";
import { creditOf, ratingsOf } from "./judge/judge-part";
import type { Ratings } from "./ratings";
import type { ReportedSlice } from "./types";

const STRENGTHS = [1, 2, 3, 4] as const;

/** People among themselves by strength: each label of a pair of people, with the other one, under its own strength. */
export async function reportPeopleByStrength(ratings: Ratings, resampling: Resampling): Promise<ReportedSlice[]> {
  return reportSlices(ratings, { between: ["HUMAN", "HUMAN"], annotator: null }, resampling, (unit, each) => {
    const end = ratings.peopleEnds[unit] ?? 0;
    for (let r = ratings.starts[unit] ?? 0; r < end; r++) {
      for (let s = ratings.starts[unit] ?? 0; s < end; s++) if (r !== s) each(r, s);
    }
  });
}

/** A judge or baseline with people, by the strength of the person's label. */
export async function reportJudgeByStrength(ratings: Ratings, of: number, resampling: Resampling): Promise<ReportedSlice[]> {
  const annotator = ratings.annotators[of];
  if (!annotator || annotator.kind === "HUMAN") return [];
  const own = ratingsOf(ratings, of);
  const who = { between: ["HUMAN", annotator.kind], annotator: annotator.id } satisfies Pick<
    ReportedSlice,
    "between" | "annotator"
  >;
  return reportSlices(ratings, who, resampling, (unit, each) => {
    const judge = own[unit] ?? -1;
    if (judge < 0) return;
    for (let r = ratings.starts[unit] ?? 0; r < (ratings.peopleEnds[unit] ?? 0); r++) each(r, judge);
  });
}

type Visit = (unit: number, each: (row: number, column: number) => void) => void;

/** One slice a strength that occurs among the row labels. Labels of which only the side is known have none. */
async function reportSlices(
  ratings: Ratings,
  who: Pick<ReportedSlice, "between" | "annotator">,
  resampling: Resampling,
  visit: Visit,
): Promise<ReportedSlice[]> {
  const parts = STRENGTHS.map(() => ({
    tally: createClusterTally(2),
    annotators: new Set<number>(),
    marks: new Uint8Array(ratings.annotator.length),
    labels: 0,
    comparisons: 0,
    last: -1,
  }));
  for (let u = 0; u < ratings.units; u++) {
    visit(u, (row, column) => {
      const part = parts[(ratings.strength[row] ?? 0) - 1];
      if (!part) return;
      part.tally.add(0, creditOf(ratings, row, column));
      part.tally.add(1, 1);
      part.annotators.add(ratings.annotator[row] ?? 0).add(ratings.annotator[column] ?? 0);
      for (const label of [row, column]) {
        if (part.marks[label] === 0) part.labels++;
        part.marks[label] = 1;
      }
      if (part.last !== u) part.comparisons++;
      part.last = u;
    });
    if (ratings.endsCluster[u] === 1) for (const { tally } of parts) tally.endCluster();
  }
  const slices: ReportedSlice[] = [];
  for (const [i, value] of STRENGTHS.entries()) {
    const part = parts[i];
    if (!part || part.comparisons === 0) continue;
    const { comparisons } = part;
    const n = { comparisons, labels: part.labels, annotators: part.annotators.size, dropped: 0 };
    const statistics = { agreement: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "no pair of labels")) };
    const stream = `strength ${value} ${who.annotator ?? "people"}`;
    const { agreement } = await toFigures(part.tally.finish(), statistics, { resampling, stream, n });
    slices.push({ by: "strength", value, ...who, comparisons, agreement });
  }
  return slices;
}
