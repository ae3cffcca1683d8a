import { expect, test } from "vitest";
import { createClusterTally, share } from "@/lib/stats";
import { createBreathing, shareOf, toFigures } from "./figures";

const resampling = { seed: 1, resamples: 200, breathe: createBreathing(async () => undefined) };
const statistics = { agreement: shareOf((totals) => share(totals[0] ?? 0, totals[1] ?? 0, "nothing")) };

/** So many clusters of two, of which by turns both, one and none agree. */
function tallyOf(clusters: number) {
  const tally = createClusterTally(2);
  for (let c = 0; c < clusters; c++) {
    tally.add(0, c % 3);
    tally.add(1, 2);
    tally.endCluster();
  }
  return tally.finish();
}

async function figureOf(clusters: number, isQuick?: boolean) {
  const n = { comparisons: 2 * clusters, labels: 4 * clusters, annotators: 2, dropped: 0 };
  return (await toFigures(tallyOf(clusters), statistics, { resampling, stream: "test", n, isQuick })).agreement;
}

test("toFigures resamples from 100 to 999 clusters, and not where it is asked to be quick", async () => {
  const methods = await Promise.all([99, 100, 999, 1000].map((clusters) => figureOf(clusters)));
  const sandwich = "cluster sandwich, Wilson at the effective number of units";
  const bootstrap = "cluster bootstrap of 200, seed 1";
  expect(methods.map(({ method }) => method)).toEqual([sandwich, bootstrap, bootstrap, sandwich]);
  expect((await figureOf(500, true)).method).toBe(sandwich);
});

test("toFigures gives the interval that follows from the clusters' variance", async () => {
  // Clusters give 0, ½, 1 equally often: variance 1/6 · 1000/999 each, so se = √(1/6 / 999), and Wilson's limits nearly ± 1.9623 se.
  const { estimate, low, high } = await figureOf(1000);
  const half = 1.9623 * Math.sqrt(1 / 6 / 999);
  expect(estimate).toBeCloseTo(0.4995, 10);
  expect((high ?? 0) - (low ?? 0)).toBeCloseTo(2 * half, 3);
});
