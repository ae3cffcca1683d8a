import type { GoldCount } from "./types";

/** How much of a person's queue only measures quality. */
export interface HiddenShares {
  /** Share of gold comparisons in a person's queue, repeats aside, in [0, 0.5]. */
  goldShare: number;
  /** Share of a person's ordinary comparisons that come again mirrored, in [0, 0.5]. */
  repeatShare: number;
}

/** A repeat comes after at least so many others, where the queue is long enough. */
const FAR = 30;

/** How many gold comparisons are mixed into a queue of `load` ordinary ones, when `available` have gold answers. */
export function countGold(load: number, { goldShare }: HiddenShares, available: number): number {
  return Math.min(available, Math.round((load * goldShare) / (1 - goldShare)));
}

/** How many comparisons of a queue of `load` ordinary ones come again. */
export function countRepeats(load: number, { repeatShare }: HiddenShares): number {
  return Math.max(0, Math.min(Math.round(load * repeatShare), load - repeatDistance(load)));
}

/** How many ordinary comparisons lie at least between a comparison and its repeat: 30, in short queues half of them. */
export function repeatDistance(load: number): number {
  return Math.max(1, Math.min(FAR, Math.floor(load / 2)));
}

/** How many comparisons have a gold answer on one of these criteria. */
export function countGoldOn(counts: readonly GoldCount[], criterionIds: readonly string[]): number {
  const on = counts.filter((count) => count.criterionIds.some((id) => criterionIds.includes(id)));
  return on.reduce((sum, { comparisons }) => sum + comparisons, 0);
}
