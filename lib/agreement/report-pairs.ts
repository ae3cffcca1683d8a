import type { FigureContext, Resampling } from "./figures";
import type { Ratings } from "./ratings";
import { addPair, createPairTallies, endPairCluster, type PairTallies, toConfusion, toPairFigures } from "./score-tables";
import type { ReportedGroup, ReportedPair } from "./types";

/** Intervals are made for this many pairs of annotators, those with most comparisons first: they take some milliseconds each. */
const PAIRS_WITH_INTERVALS = 400;
/** With more pairs than this none is resampled: the sandwich's intervals, which cover as often, take a hundredth of the time. */
const PAIRS_RESAMPLED = 30;

interface Counted {
  a: number;
  b: number;
  comparisons: number;
  tallies: PairTallies;
}

/** Two annotators' figures, and those of two judges as a group. */
export interface PairReport {
  pair: ReportedPair;
  group: ReportedGroup | null;
}

/**
 * Every two annotators with a comparison in common.
 *
 * @param wanted - Which pairs of kinds are asked for, people first.
 */
export async function reportPairs(
  ratings: Ratings,
  wanted: (kindA: string, kindB: string) => boolean,
  resampling: Resampling,
): Promise<PairReport[]> {
  const counted = countPairs(ratings, wanted);
  const byComparisons = [...counted].sort((x, y) => y.comparisons - x.comparisons || x.a - y.a || x.b - y.b);
  const withIntervals = new Set(byComparisons.slice(0, PAIRS_WITH_INTERVALS));
  const reports: PairReport[] = [];
  for (const entry of counted) {
    const withoutInterval = withIntervals.has(entry)
      ? undefined
      : `the report has ${counted.length} pairs of annotators and makes intervals for the ${PAIRS_WITH_INTERVALS} with most comparisons`;
    reports.push(await reportPair(ratings, entry, { resampling, withoutInterval, isQuick: counted.length > PAIRS_RESAMPLED }));
  }
  return reports;
}

/** One pass: each unit's pairs of ratings go to the tallies of their annotators. */
function countPairs(ratings: Ratings, wanted: (kindA: string, kindB: string) => boolean): Counted[] {
  const { annotators, units, starts, annotator, endsCluster } = ratings;
  const kinds = annotators.map(({ kind }) => kind);
  const counted = new Map<number, Counted>();
  const open = new Set<Counted>();
  for (let u = 0; u < units; u++) {
    const end = starts[u + 1] ?? 0;
    for (let r = starts[u] ?? 0; r < end; r++) {
      for (let s = r + 1; s < end; s++) {
        const a = annotator[r] ?? 0;
        const b = annotator[s] ?? 0;
        if (!wanted(kinds[a] ?? "", kinds[b] ?? "")) continue;
        const key = a * annotators.length + b;
        let entry = counted.get(key);
        if (!entry) {
          entry = { a, b, comparisons: 0, tallies: createPairTallies(ratings) };
          counted.set(key, entry);
        }
        addPair(entry.tallies, ratings, r, s);
        entry.comparisons++;
        open.add(entry);
      }
    }
    if (endsCluster[u] === 1) {
      for (const entry of open) endPairCluster(entry.tallies);
      open.clear();
    }
  }
  return [...counted.values()].sort((x, y) => x.a - y.a || x.b - y.b);
}

async function reportPair(
  ratings: Ratings,
  { a, b, comparisons, tallies }: Counted,
  how: Pick<FigureContext, "resampling" | "withoutInterval" | "isQuick">,
): Promise<PairReport> {
  const first = ratings.annotators[a];
  const second = ratings.annotators[b];
  if (!first || !second) throw new Error("a pair names an annotator that is not there");
  const { figures, categories } = await toPairFigures(ratings, tallies, {
    ...how,
    stream: `pair ${first.id} ${second.id}`,
    n: { comparisons, labels: 2 * comparisons, annotators: 2, dropped: 0 },
  });
  const { krippendorffAlphaInterval, ...ofPair } = figures;
  const pair: ReportedPair = { a: first.id, b: second.id, comparisons, confusion: toConfusion(categories), ...ofPair };
  if (first.kind !== "AI" || second.kind !== "AI") return { pair, group: null };
  return {
    pair,
    group: {
      between: ["AI", "AI"],
      annotators: [first.id, second.id],
      comparisons,
      ratings: 2 * comparisons,
      pairs: comparisons,
      agreement: figures.agreement,
      agreementPooled: figures.agreement,
      krippendorffAlphaNominal: figures.krippendorffAlphaNominal,
      krippendorffAlphaOrdinal: figures.krippendorffAlphaOrdinal,
      krippendorffAlphaInterval,
      gwetAC1: figures.gwetAC1,
      gwetAC2: figures.gwetAC2,
      fleissKappa: figures.scottPi,
    },
  };
}
