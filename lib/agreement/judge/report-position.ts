import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { ReportedPosition } from "@/lib/agreement/types";
import { createClusterTally, share } from "@/lib/stats";

/** A verdict of a judge in one prompt order: for the response listed first or second, or for neither. */
export type OrderVerdict = "first" | "second" | "tie";

/** Both orders of a judge on one comparison: AB lists response A first, BA response B. */
export interface JudgeOrders {
  /** Number of the comparison in the columns, and of its cluster. */
  comparison: number;
  cluster: number;
  ab: OrderVerdict;
  ba: OrderVerdict;
}

/** How two orders went: the same response, the same place in the list, or a tie in one of them alone. */
export type OrderOutcome = "consistent" | "first" | "second" | "other";

/** Compares the two orders' verdicts. */
export function orderOutcome({ ab, ba }: Pick<JudgeOrders, "ab" | "ba">): OrderOutcome {
  if (ab === "tie" || ba === "tie") return ab === ba ? "consistent" : "other";
  // First in AB is response A, second in BA is response A too.
  return ab !== ba ? "consistent" : ab;
}

/** What a judge's position in the prompt does to its verdicts. */
export function reportPosition(id: string, orders: readonly JudgeOrders[], resampling: Resampling): Promise<ReportedPosition> {
  const tally = createClusterTally(6);
  const byCluster = [...orders].sort((x, y) => x.cluster - y.cluster);
  for (const [i, both] of byCluster.entries()) {
    const outcome = orderOutcome(both);
    tally.add(0, outcome === "consistent" ? 1 : 0);
    tally.add(1, outcome === "first" ? 1 : 0);
    tally.add(2, outcome === "second" ? 1 : 0);
    tally.add(3, 1);
    for (const verdict of [both.ab, both.ba]) {
      if (verdict === "tie") continue;
      tally.add(4, verdict === "first" ? 1 : 0);
      tally.add(5, 1);
    }
    if (byCluster[i + 1]?.cluster !== both.cluster) tally.endCluster();
  }
  const reason = "no comparison has stored answers of this judge in both orders";
  const n = { comparisons: orders.length, labels: orders.length, annotators: orders.length > 0 ? 1 : 0, dropped: 0 };
  return toFigures(
    tally.finish(),
    {
      consistent: shareOf((totals) => share(totals[0] ?? 0, totals[3] ?? 0, reason)),
      firstBiased: shareOf((totals) => share(totals[1] ?? 0, totals[3] ?? 0, reason)),
      secondBiased: shareOf((totals) => share(totals[2] ?? 0, totals[3] ?? 0, reason)),
      firstShare: shareOf((totals) =>
        share(totals[4] ?? 0, totals[5] ?? 0, orders.length > 0 ? "all verdicts are ties" : reason),
      ),
    },
    { resampling, stream: `position ${id}`, n },
  );
}
