import Link from "next/link";
import type { CSSProperties } from "react";
import { formatCount, formatNumber } from "@/lib/format";
import type { MarkKind } from "./marks";
import { Name } from "./name";

export interface MatrixAnnotator {
  id: string;
  name: string;
  kind: MarkKind;
}

export interface MatrixCell {
  /** In [−1, 1]; null when it cannot be estimated or too little was counted. */
  value: number | null;
  comparisons: number;
  /** The comparisons behind it. */
  href: string | null;
}

export interface AgreementMatrixProps {
  caption: string;
  annotators: readonly MatrixAnnotator[];
  /** The pair of the annotators at these places, in either order; null when they share no comparison. */
  cell: (a: number, b: number) => MatrixCell | null;
}

/** Widths in rem under which names would break. */
const NAMES = 7.5;
const COLUMN = 3.25;

/** Everyone with everyone: the value below the diagonal, the number of comparisons above it. */
export function AgreementMatrix({ caption, annotators, cell }: AgreementMatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-wrap" tabIndex={0}>
      <table className="matrix" style={{ minWidth: `${NAMES + annotators.length * COLUMN}rem` }}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th className="matrix-names">
              <span className="sr-only">Annotator</span>
            </th>
            {annotators.map((annotator) => (
              <th scope="col" key={annotator.id}>
                {annotator.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {annotators.map((annotator, row) => (
            <tr key={annotator.id}>
              <th scope="row">
                <Name kind={annotator.kind}>{annotator.name}</Name>
              </th>
              {annotators.map((other, column) => (
                <Cell key={other.id} row={row} column={column} cell={row === column ? null : cell(row, column)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ row, column, cell }: { row: number; column: number; cell: MatrixCell | null }) {
  if (row === column) return <td className="gap">·</td>;
  if (row < column) return <td className="n">{cell ? formatCount(cell.comparisons) : ""}</td>;
  if (!cell || cell.value === null) return <td className="gap" />;
  const text = formatNumber(cell.value).replace("0.", ".");
  return (
    <td style={{ "--v": Math.round(Math.max(0, cell.value) * 100) } as CSSProperties}>
      {cell.href ? (
        <Link prefetch={false} href={cell.href}>
          {text}
        </Link>
      ) : (
        text
      )}
    </td>
  );
}
