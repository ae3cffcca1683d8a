import Link from "next/link";
import type { Figure } from "@/lib/agreement/types";
import { formatInterval, formatNumber } from "@/lib/format";

export interface FigureCellProps {
  figure: Figure | null;
  /** The comparisons behind it. */
  href?: string | null;
  /** Stands for the estimate where little was counted: "8 of 11". */
  count?: string | null;
  /** The number of its footnote, where a part is missing. */
  note?: number | null;
  decimals?: number;
}

// Links of figures are never fetched ahead: a page has hundreds of them, and each would be a page made by the server.

/** An estimate with its interval, as a link to what it counted; "—" and the number of the reason where there is none. */
export function FigureCell({ figure, href, count, note, decimals = 2 }: FigureCellProps) {
  if (!figure) return <td className="num" />;
  if (figure.estimate === null) {
    return (
      <td className="num" title={figure.reason ?? undefined}>
        <span className="quiet">—{note ? <sup>{note}</sup> : null}</span>
      </td>
    );
  }
  const text = count ?? formatNumber(figure.estimate, decimals);
  return (
    <td className="num" data-csv={toCsv(figure)}>
      {href ? (
        <Link prefetch={false} href={href}>
          {text}
        </Link>
      ) : (
        text
      )}
      {figure.low !== null && figure.high !== null ? (
        <span className="ci"> {formatInterval(figure.low, figure.high, decimals)}</span>
      ) : null}
      {note ? <sup className="quiet">{note}</sup> : null}
    </td>
  );
}

/** Not rounded: whoever takes the table elsewhere may go on with it. */
function toCsv({ estimate, low, high }: Figure): string {
  return low === null || high === null ? `${estimate}` : `${estimate} [${low}, ${high}]`;
}

/** Why values or intervals of these figures are missing, each reason once, in the order in which they come. */
export function listReasons(figures: readonly (Figure | null)[]): string[] {
  return [...new Set(figures.flatMap((figure) => figure?.reason ?? []))];
}

/** The footnotes of a table: why a value or an interval is missing. */
export function Reasons({ reasons }: { reasons: readonly string[] }) {
  return reasons.map((reason, index) => (
    <span key={reason} className="block">
      <sup>{index + 1}</sup> {reason}.
    </span>
  ));
}
