import { none, some } from "@/lib/stats/estimate";
import type { TallyStatistic } from "@/lib/stats/resampling/cluster-bootstrap";

/**
 * The difference of two statistics of one tally (two judges on the same comparisons), as a statistic of its own: its bootstrap or
 * sandwich keeps what both have in common, as a paired test must.
 *
 * @returns first − second; no value where either has none.
 */
export function pairedDifference(first: TallyStatistic, second: TallyStatistic): TallyStatistic {
  return {
    compute: (totals) => {
      const a = first.compute(totals);
      const b = second.compute(totals);
      if (a.estimate === null) return a;
      return b.estimate === null ? none(b.reason) : some(a.estimate - b.estimate);
    },
  };
}
