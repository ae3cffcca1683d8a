import { describeCount, ENOUGH } from "@/components/agreement/words";
import { formatInterval, formatNumber } from "@/lib/format";
import type { RoundCeiling } from "@/lib/overview/types";
import type { RoundEntry } from "@/lib/rounds/types";
import type { RoundRow } from "./round-table";

/** A round as its table shows it. */
export function toRoundRow({ lastLabelAt, ...round }: RoundEntry, ceiling: RoundCeiling | undefined): RoundRow {
  return { ...round, lastLabelAt: lastLabelAt?.toISOString() ?? null, agreement: <Ceiling ceiling={ceiling} /> };
}

function Ceiling({ ceiling }: { ceiling: RoundCeiling | undefined }) {
  if (!ceiling) return <span className="quiet">— no labels yet</span>;
  const { agreement, comparisons, pairs } = ceiling;
  if (agreement.estimate === null) return <span className="quiet whitespace-normal">— {agreement.reason}</span>;
  if (comparisons < ENOUGH) return <>{describeCount(agreement, pairs)} pairs</>;
  return (
    <>
      {formatNumber(agreement.estimate)}
      {agreement.low !== null && agreement.high !== null ? (
        <span className="ci"> {formatInterval(agreement.low, agreement.high)}</span>
      ) : null}
    </>
  );
}
