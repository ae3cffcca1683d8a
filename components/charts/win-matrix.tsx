import Link from "next/link";
import type { CSSProperties } from "react";
import { formatCount, formatNumber } from "@/lib/format";

/** One model against another. */
export interface Duel {
  /** Share that the row wins, ties as halves, in [0, 1]; null under the least count. */
  share: number | null;
  battles: number;
  /** The comparisons behind it. */
  href: string;
}

export interface WinMatrixProps {
  caption: string;
  models: readonly string[];
  /** Row against column; null when they never met. */
  duel: (row: number, column: number) => Duel | null;
}

/** Widths in rem under which names would break. */
const NAMES = 8;
const COLUMN = 4.5;

/** Who beats whom: the row's share against the column below the diagonal, how many labels that is above it. */
export function WinMatrix({ caption, models, duel }: WinMatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" tabIndex={0}>
      <table className="matrix" style={{ minWidth: `${NAMES + models.length * COLUMN}rem` }}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th className="matrix-names">
              <span className="sr-only">Model</span>
            </th>
            {models.map((model) => (
              <th scope="col" key={model}>
                {model}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {models.map((model, row) => (
            <tr key={model}>
              <th scope="row">{model}</th>
              {models.map((other, column) => (
                <Cell key={other} row={row} column={column} duel={row === column ? null : duel(row, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ row, column, duel }: { row: number; column: number; duel: Duel | null }) {
  if (row === column) return <td className="gap">·</td>;
  if (!duel) return <td className={row < column ? "n" : "gap"} />;
  const link = (text: string) => (
    <Link prefetch={false} href={duel.href}>
      {text}
    </Link>
  );
  if (row < column) return <td className="n">{link(formatCount(duel.battles))}</td>;
  if (duel.share === null) return <td className="gap">—</td>;
  return (
    <td style={{ "--v": Math.round(duel.share * 100) } as CSSProperties}>{link(formatNumber(duel.share).replace("0.", "."))}</td>
  );
}
