import type { Figure, FigureCounts } from "@/lib/agreement/types";
import { bettingSequence } from "@/lib/stats";

/** Clusters as they came in: what agreed, how many pairs, and when the last label was given. */
export interface Arriving {
  add(credit: number, time: number): void;
  endCluster(): void;
  /** In the order of their last label; equal times keep the order of reading. */
  take(): { sums: number[]; sizes: number[] };
}

/** Begins to gather clusters. One that added nothing is none. */
export function createArriving(): Arriving {
  const clusters: { sum: number; size: number; time: number }[] = [];
  let open = { sum: 0, size: 0, time: 0 };
  return {
    add(credit, time) {
      open.sum += credit;
      open.size++;
      open.time = Math.max(open.time, time);
    },
    endCluster() {
      if (open.size > 0) clusters.push(open);
      open = { sum: 0, size: 0, time: 0 };
    },
    take() {
      const inOrder = clusters.toSorted((a, b) => a.time - b.time);
      return { sums: inOrder.map(({ sum }) => sum), sizes: inOrder.map(({ size }) => size) };
    },
  };
}

/** Agreement of the pairs in these clusters with an interval that holds at every look (see `bettingSequence`). */
export function toAnytime(arriving: Arriving, n: Omit<FigureCounts, "clusters">): Figure {
  const { sums, sizes } = arriving.take();
  let largest = 1;
  for (const size of sizes) largest = Math.max(largest, size);
  return { ...bettingSequence({ sums, sizes, largest }), n: { ...n, clusters: sizes.length } };
}
