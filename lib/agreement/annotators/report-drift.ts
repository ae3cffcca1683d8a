import type { AnnotatorCard } from "@/lib/agreement/annotators-types";
import { coefficient, type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import { createClusterTally, none, share, some } from "@/lib/stats";

/** A person's label that counts. */
export interface OwnRating {
  cluster: number;
  /** Milliseconds since 1970. */
  at: number;
  /** Whether its preference is the majority's of all others; null where there are none or they are split. */
  agrees: boolean | null;
  /** Whether the left side was pressed; null for a tie, or where nothing was shown on a screen. */
  isLeft: boolean | null;
  /** 1 to 4; 0 where it has or tells none. */
  strength: number;
}

/** Labels a block. */
export const BLOCK = 50;
/** Halves with fewer comparisons are not held against each other. */
const ENOUGH_FOR_HALVES = 30;

/**
 * Agreement with the others over time: in blocks of labels in the order in which they were given, and the later half minus the earlier.
 *
 * @param mine - In the order of clusters.
 */
export async function reportDrift(
  mine: readonly OwnRating[],
  id: string,
  resampling: Resampling,
): Promise<Pick<AnnotatorCard, "blocks" | "drift">> {
  const order = [...mine.keys()].sort((a, b) => (mine[a]?.at ?? 0) - (mine[b]?.at ?? 0));
  const rank = new Int32Array(mine.length);
  for (const [place, index] of order.entries()) rank[index] = place;
  const blocks: AnnotatorCard["blocks"] = [];
  for (let from = 0; from < mine.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, mine.length);
    const within = mine.filter((_, index) => (rank[index] ?? 0) >= from && (rank[index] ?? 0) < to);
    blocks.push({ from: from + 1, to, withOthers: await reportBlock(within, `block ${from} ${id}`, resampling) });
  }
  const isLate = (index: number) => (rank[index] ?? 0) >= mine.length / 2;
  return { blocks, drift: await reportHalves(mine, isLate, `drift ${id}`, resampling) };
}

async function reportBlock(within: readonly OwnRating[], stream: string, resampling: Resampling) {
  const tally = createClusterTally(2);
  let comparisons = 0;
  for (const [i, { cluster, agrees }] of within.entries()) {
    if (agrees !== null) {
      tally.add(0, agrees ? 1 : 0);
      tally.add(1, 1);
      comparisons++;
    }
    if (within[i + 1]?.cluster !== cluster) tally.endCluster();
  }
  const n = { comparisons, labels: comparisons, annotators: comparisons > 0 ? 1 : 0, dropped: within.length - comparisons };
  const { figure } = await toFigures(
    tally.finish(),
    { figure: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "nobody else labelled these comparisons")) },
    { resampling, stream, n },
  );
  return figure;
}

async function reportHalves(
  mine: readonly OwnRating[],
  isLate: (index: number) => boolean,
  stream: string,
  resampling: Resampling,
) {
  // Agreements and comparisons of the earlier half, then of the later.
  const tally = createClusterTally(4);
  const counts = [0, 0];
  for (const [i, { cluster, agrees }] of mine.entries()) {
    if (agrees !== null) {
      const half = isLate(i) ? 1 : 0;
      counts[half] = (counts[half] ?? 0) + 1;
      tally.add(half * 2, agrees ? 1 : 0);
      tally.add(half * 2 + 1, 1);
    }
    if (mine[i + 1]?.cluster !== cluster) tally.endCluster();
  }
  const fewest = Math.min(...counts);
  const comparisons = counts.reduce((sum, each) => sum + each, 0);
  const n = { comparisons, labels: comparisons, annotators: comparisons > 0 ? 1 : 0, dropped: mine.length - comparisons };
  const { figure } = await toFigures(
    tally.finish(),
    {
      figure: coefficient(
        (totals) => {
          if (fewest < ENOUGH_FOR_HALVES)
            return none(`needs ${ENOUGH_FOR_HALVES - fewest} more labels in each half that others gave too`);
          const [early, inEarly, late, inLate] = [totals[0] ?? 0, totals[1] ?? 0, totals[2] ?? 0, totals[3] ?? 0];
          return inEarly > 0 && inLate > 0 ? some(late / inLate - early / inEarly) : none("one half is empty");
        },
        [-1, 1],
      ),
    },
    { resampling, stream, n },
  );
  return figure;
}
