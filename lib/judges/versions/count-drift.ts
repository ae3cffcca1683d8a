import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { VersionDrift } from "@/lib/judges/drift-types";
import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";
import { type ClusterTally, createClusterTally, none, share, some, type TallyStatistic } from "@/lib/stats";

/** Two versions' verdicts and people's labels on one criterion, taken out of a project's columns. */
export interface CommonVerdicts {
  /** Numbers of the comparisons that both judged, those of a cluster side by side. */
  comparisons: Int32Array;
  /** By place in `comparisons`: 1 where a cluster ends. */
  endsCluster: Uint8Array;
  from: Verdicts;
  to: Verdicts;
  people: People;
}

interface Verdicts {
  /** By place in `comparisons`: −1 A, 0 a tie, 1 B; `UNREAD` where no verdict could be read or the orders settled nothing. */
  side: Int8Array;
  probabilityB: Float64Array;
}

interface People {
  /** By place in `comparisons`: how many people's labels say A, and how many B. */
  forA: Int32Array;
  forB: Int32Array;
  annotators: number;
}

const UNREAD = 2;
const PREFERENCE = ANSWERS.indexOf("PREFERENCE");

/**
 * Takes what two annotators and people said on a criterion; the first time a comparison was shown counts. It is done in one go, for later
 * readings may write to the same columns.
 *
 * @param from - Number of the earlier version among the annotators; `to` of the later one.
 */
export function takeCommon(
  { labels, count, annotators, clusters, withdrawn, comparisonCount }: LabelColumns,
  { criterion, from, to }: { criterion: number; from: number; to: number },
): CommonVerdicts {
  const places = [from, to].map(() => new Int32Array(comparisonCount).fill(-1)) as [Int32Array, Int32Array];
  const forA = new Int32Array(comparisonCount);
  const forB = new Int32Array(comparisonCount);
  const people = new Set<number>();
  const isHuman = annotators.map(({ kind }) => kind === "HUMAN");
  for (let i = 0; i < count; i++) {
    const comparison = labels.comparison[i] ?? 0;
    if (labels.criterion[i] !== criterion || labels.repeatIndex[i] !== 0 || withdrawn[comparison] === 1) continue;
    const annotator = labels.annotator[i] ?? 0;
    if (annotator === from) places[0][comparison] = i;
    else if (annotator === to) places[1][comparison] = i;
    else if (isHuman[annotator]) {
      const side = sideOf(labels, i);
      if (side !== -1 && side !== 1) continue;
      const counted = side === 1 ? forB : forA;
      counted[comparison] = (counted[comparison] ?? 0) + 1;
      people.add(annotator);
    }
  }
  const common = Int32Array.from(Array.from({ length: comparisonCount }, (_, c) => c).filter((c) => isBoth(places, c)));
  common.sort((a, b) => (clusters[a] ?? 0) - (clusters[b] ?? 0) || a - b);
  const verdictsOf = (at: Int32Array): Verdicts => ({
    side: Int8Array.from(common, (c) => sideOf(labels, at[c] ?? 0)),
    probabilityB: Float64Array.from(common, (c) => labels.probabilityB[at[c] ?? 0] ?? Number.NaN),
  });
  return {
    comparisons: common,
    endsCluster: Uint8Array.from(common, (c, i) => (clusters[c] === clusters[common[i + 1] ?? -1] ? 0 : 1)),
    from: verdictsOf(places[0]),
    to: verdictsOf(places[1]),
    people: {
      forA: Int32Array.from(common, (c) => forA[c] ?? 0),
      forB: Int32Array.from(common, (c) => forB[c] ?? 0),
      annotators: people.size,
    },
  };
}

function isBoth([a, b]: readonly [Int32Array, Int32Array], comparison: number): boolean {
  return (a[comparison] ?? -1) >= 0 && (b[comparison] ?? -1) >= 0;
}

function sideOf({ answer, score }: LabelColumns["labels"], place: number): number {
  const value = score[place] ?? NO_SCORE;
  return answer[place] === PREFERENCE && value !== NO_SCORE ? Math.sign(value) : UNREAD;
}

/** The figures of a drift: its shares and means with intervals, clusters as units. */
export async function countDrift(
  common: CommonVerdicts,
  resampling: Resampling,
): Promise<Omit<VersionDrift, "criterion" | "cost">> {
  const { from, to } = common;
  const verdicts = tallyVerdicts(common);
  const people = tallyPeople(common);
  const { samePreference } = await toFigures(verdicts.sides, SIDES, { resampling, stream: "drift of sides", n: verdicts.n });
  const means = await toFigures(verdicts.probabilities, MEANS, { resampling, stream: "drift of p(B)", n: verdicts.nOfMeans });
  const agreement = await toFigures(people.tally, AGREEMENT, { resampling, stream: "drift and people", n: people.n });
  return {
    comparisons: common.comparisons.length,
    unreadable: [countUnread(from), countUnread(to)],
    samePreference,
    ...means,
    agreement,
  };
}

const NOT_READ = "no comparison has a verdict of both that could be read";
const NO_SOFT = "no comparison has a soft label of both";
const NO_PERSON = "no comparison has a side of both and of a person";

const SIDES = { samePreference: shareOf((totals) => share(totals[1] ?? 0, totals[0] ?? 0, NOT_READ)) };

const MEANS: Record<"meanDifference" | "meanSize", TallyStatistic> = {
  meanDifference: { compute: (totals) => ratio(totals[1], totals[0], NO_SOFT), range: [-1, 1] },
  meanSize: { compute: (totals) => ratio(totals[2], totals[0], NO_SOFT), range: [0, 1] },
};

const AGREEMENT: Record<"from" | "to" | "difference", TallyStatistic> = {
  from: shareOf((totals) => share(totals[1] ?? 0, totals[0] ?? 0, NO_PERSON)),
  to: shareOf((totals) => share(totals[2] ?? 0, totals[0] ?? 0, NO_PERSON)),
  difference: { compute: (totals) => ratio((totals[2] ?? 0) - (totals[1] ?? 0), totals[0], NO_PERSON), range: [-1, 1] },
};

function ratio(sum: number | undefined, n: number | undefined, reason: string) {
  return n ? some((sum ?? 0) / n) : none(reason);
}

function countUnread({ side }: Verdicts): number {
  return side.reduce((sum, value) => (value === UNREAD ? sum + 1 : sum), 0);
}

/** Cells of `sides`: read by both, the same. Cells of `probabilities`: both have one, sum of differences, sum of their sizes. */
function tallyVerdicts({ comparisons, endsCluster, from, to }: CommonVerdicts) {
  const sides = createClusterTally(2);
  const probabilities = createClusterTally(3);
  let read = 0;
  let soft = 0;
  for (let i = 0; i < comparisons.length; i++) {
    if (from.side[i] !== UNREAD && to.side[i] !== UNREAD) {
      read++;
      sides.add(0, 1);
      if (from.side[i] === to.side[i]) sides.add(1, 1);
    }
    const difference = (to.probabilityB[i] ?? Number.NaN) - (from.probabilityB[i] ?? Number.NaN);
    if (!Number.isNaN(difference)) {
      soft++;
      probabilities.add(0, 1);
      probabilities.add(1, difference);
      probabilities.add(2, Math.abs(difference));
    }
    if (endsCluster[i] === 1) {
      sides.endCluster();
      probabilities.endCluster();
    }
  }
  const counts = (kept: number) => ({
    comparisons: kept,
    labels: 2 * kept,
    annotators: 2,
    dropped: comparisons.length - kept,
  });
  return { sides: sides.finish(), probabilities: probabilities.finish(), n: counts(read), nOfMeans: counts(soft) };
}

/** Cells: people's labels with a side, on comparisons on which both versions have one; those with which the earlier agrees, and the later. */
function tallyPeople({ comparisons, endsCluster, from, to, people }: CommonVerdicts): {
  tally: ClusterTally;
  n: { comparisons: number; labels: number; annotators: number; dropped: number };
} {
  const tally = createClusterTally(3);
  let used = 0;
  let labels = 0;
  let dropped = 0;
  for (let i = 0; i < comparisons.length; i++) {
    const [a, b] = [people.forA[i] ?? 0, people.forB[i] ?? 0];
    const agreeing = ({ side }: Verdicts): number | null => (side[i] === -1 ? a : side[i] === 1 ? b : null);
    const [earlier, later] = [agreeing(from), agreeing(to)];
    if (earlier === null || later === null) dropped += a + b;
    else if (a + b > 0) {
      used++;
      labels += a + b;
      tally.add(0, a + b);
      tally.add(1, earlier);
      tally.add(2, later);
    }
    if (endsCluster[i] === 1) tally.endCluster();
  }
  return { tally: tally.finish(), n: { comparisons: used, labels, annotators: people.annotators, dropped } };
}
