import Link from "next/link";
import type { CSSProperties } from "react";
import { formatCount, formatNumber } from "@/lib/format";

export interface ConfusionMatrixProps {
  caption: string;
  /** The signed scores of rows and columns, ascending. */
  scores: readonly number[];
  /** How often the row's score met the column's. */
  counts: readonly (readonly number[])[];
  rowHead: string;
  /** What one row counts: "labels". */
  countHead: string;
  /** The comparisons behind a cell, by row and column score. */
  hrefOf: (row: number, column: number) => string;
}

/** Under this, a share of a row says less than its counts. */
export const ENOUGH = 30;

/** One annotator's signed score against another's: each row in per cent of the row, or in counts where the row has few labels. */
export function ConfusionMatrix({ caption, scores, counts, rowHead, countHead, hrefOf }: ConfusionMatrixProps) {
  const rows = toRows(counts);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" tabIndex={0}>
      <table className="matrix matrix-scores">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th className="matrix-names" scope="col">
              {rowHead}
            </th>
            {scores.map((score) => (
              <th scope="col" key={score}>
                {formatScore(score)}
              </th>
            ))}
            <th className="matrix-count" scope="col">
              {countHead}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={scores[index]}>
              <th scope="row">{toHead(scores, index)}</th>
              {row.total === 0 ? (
                <td className="none" colSpan={scores.length}>
                  no label of {formatScore(scores[index] ?? 0)}
                </td>
              ) : (
                row.cells.map((cell, column) => (
                  <td
                    key={scores[column]}
                    style={{ "--v": cell.ramp } as CSSProperties}
                    data-same={index === column ? "" : undefined}
                    data-few={row.few ? "" : undefined}
                  >
                    {cell.count > 0 ? (
                      <Link
                        prefetch={false}
                        href={hrefOf(scores[index] ?? 0, scores[column] ?? 0)}
                        title={`${formatCount(cell.count)} of ${formatCount(row.total)}`}
                      >
                        {cell.text}
                      </Link>
                    ) : null}
                  </td>
                ))
              )}
              <td className="n matrix-count">{row.total === 0 ? "—" : formatCount(row.total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Row {
  total: number;
  /** Few labels: the cells are counts and carry no ramp. */
  few: boolean;
  cells: { count: number; text: string; ramp: number }[];
}

/** The cells as they are printed. The ramp runs from 0 to the largest share of a row with enough labels. */
export function toRows(counts: readonly (readonly number[])[]): Row[] {
  const totals = counts.map((row) => row.reduce((total, count) => total + count, 0));
  const largest = Math.max(
    0,
    ...counts.flatMap((row, index) => ((totals[index] ?? 0) >= ENOUGH ? row.map((count) => count / (totals[index] ?? 1)) : [])),
  );
  return counts.map((row, index) => {
    const total = totals[index] ?? 0;
    const few = total < ENOUGH;
    return {
      total,
      few,
      cells: row.map((count) => {
        const share = total > 0 ? count / total : 0;
        return {
          count,
          text: few ? formatCount(count) : formatNumber(share * 100, 0),
          ramp: few || largest === 0 ? 0 : Math.round((share / largest) * 100),
        };
      }),
    };
  });
}

/** A signed score with its sign: "−4", "0", "+2". */
export function formatScore(score: number): string {
  return score > 0 ? `+${formatCount(score)}` : formatCount(score);
}

function toHead(scores: readonly number[], index: number): string {
  const text = formatScore(scores[index] ?? 0);
  if (index === 0) return `A better ${text}`;
  if (index === scores.length - 1) return `B better ${text}`;
  return text;
}
