import type { Ratings } from "@/lib/agreement/ratings";
import { adjustPValues, mcnemarExact, signFlipTest } from "@/lib/stats";
import { majorityOf } from "./majorities";
import type { AgainstBest, BestTests } from "./types";

/**
 * Each judge against the best one: on the comparisons that both labelled and on which most people agree, which of the two gives their
 * answer. The judges have no vote in it. McNemar's exact test; where a cluster holds several of the comparisons, a test by the signs of
 * clusters in its place, since McNemar's would take them for independent.
 *
 * @param best - Place of the best judge among the annotators.
 * @param others - Places of the others.
 */
export async function testAgainstBest(
  ratings: Ratings,
  best: number,
  others: readonly number[],
  { seed, breathe }: { seed: number; breathe: () => Promise<void> | undefined },
): Promise<BestTests> {
  const counts = new Map(others.map((place) => [place, { comparisons: 0, onlyThis: 0, onlyBest: 0, clusters: 0, most: 0 }]));
  const differences = new Map(others.map((place) => [place, [] as number[]]));
  const open = new Map<number, { comparisons: number; difference: number }>();
  const votes = new Float64Array(ratings.categories.length);
  for (let unit = 0; unit < ratings.units; unit++) {
    visitUnit(ratings, unit, majorityOf(ratings, unit, votes), best, (place, isRight, isBestRight) => {
      const count = counts.get(place);
      if (!count) return;
      const cluster = open.get(place) ?? { comparisons: 0, difference: 0 };
      open.set(place, cluster);
      cluster.comparisons++;
      cluster.difference += Number(isRight) - Number(isBestRight);
      count.comparisons++;
      if (isRight && !isBestRight) count.onlyThis++;
      if (!isRight && isBestRight) count.onlyBest++;
    });
    if (ratings.endsCluster[unit] !== 1) continue;
    for (const [place, { comparisons, difference }] of open) {
      const count = counts.get(place);
      if (!count) continue;
      count.clusters++;
      count.most = Math.max(count.most, comparisons);
      differences.get(place)?.push(difference);
    }
    open.clear();
    const turn = breathe();
    if (turn) await turn;
  }
  const tests = others.map((place): AgainstBest => {
    const count = counts.get(place) ?? { comparisons: 0, onlyThis: 0, onlyBest: 0, clusters: 0, most: 0 };
    const { comparisons, clusters, onlyThis, onlyBest, most } = count;
    const annotator = ratings.annotators[place]?.id ?? "";
    const found = { annotator, comparisons, clusters, onlyThis, onlyBest, adjusted: null };
    if (comparisons === 0) {
      return { ...found, p: null, method: null, reason: "no comparison is labelled by both and by a majority of people" };
    }
    if (most === 1) return { ...found, p: mcnemarExact(onlyThis, onlyBest), method: "McNemar, exact", reason: null };
    // Which pattern of signs a draw gives must not depend on the order in which clusters were read.
    const sorted = Float64Array.from(differences.get(place) ?? []).sort();
    return {
      ...found,
      p: signFlipTest(sorted, { seed, stream: `best ${annotator}` }).estimate,
      method: "sign flip by cluster",
      reason: null,
    };
  });
  return { best: ratings.annotators[best]?.id ?? null, ...adjust(tests) };
}

/** All p values adjusted together. */
function adjust(tests: readonly AgainstBest[]): Pick<BestTests, "tests" | "made" | "adjustment"> {
  const made = tests.filter(({ p }) => p !== null);
  const adjusted = adjustPValues(
    made.map(({ p }) => p ?? 1),
    "BH",
  );
  const byAnnotator = new Map(made.map(({ annotator }, i) => [annotator, adjusted[i] ?? null]));
  return {
    tests: tests.map((test) => ({ ...test, adjusted: byAnnotator.get(test.annotator) ?? null })),
    made: made.length,
    adjustment: "Benjamini–Hochberg",
  };
}

/** Hands on every other judge's label of a unit that the best judge and a majority of people labelled. */
function visitUnit(
  { starts, peopleEnds, annotator, category }: Ratings,
  unit: number,
  winner: number,
  best: number,
  visit: (place: number, isRight: boolean, isBestRight: boolean) => void,
): void {
  if (winner < 0) return;
  const from = peopleEnds[unit] ?? 0;
  const end = starts[unit + 1] ?? 0;
  let ofBest = -1;
  for (let r = from; r < end; r++) if (annotator[r] === best) ofBest = category[r] ?? -1;
  if (ofBest < 0) return;
  for (let r = from; r < end; r++) {
    const place = annotator[r] ?? -1;
    if (place !== best) visit(place, category[r] === winner, ofBest === winner);
  }
}
