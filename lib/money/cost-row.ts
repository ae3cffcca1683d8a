import type { CostRow } from "./types";

/** What is known of some labels and their cost. */
export interface CostFacts extends Omit<CostRow, "perLabel" | "perAgreed" | "secondsPerLabel"> {
  milliseconds: number | null;
}

/** A line of the cost report: the cost of a label, and of a label that people agree with. */
export function toCostRow({ milliseconds, ...facts }: CostFacts): CostRow {
  const { labels, cost, agreement } = facts;
  const perLabel = cost === null || labels === 0 ? null : cost / labels;
  return {
    ...facts,
    perLabel,
    // The less they agree, the dearer: the ends of the interval change places.
    perAgreed: {
      value: over(perLabel, agreement.estimate),
      low: over(perLabel, agreement.high),
      high: over(perLabel, agreement.low),
    },
    secondsPerLabel: milliseconds === null || labels === 0 ? null : milliseconds / 1000 / labels,
  };
}

function over(cost: number | null, agreement: number | null): number | null {
  return cost === null || agreement === null || agreement <= 0 ? null : cost / agreement;
}
