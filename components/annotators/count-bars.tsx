import { formatCount } from "@/lib/format";

export interface CountBarsProps {
  caption: string;
  /** What the rows are. */
  head: string;
  rows: readonly { label: string; count: number }[];
}

/** Counts as bars from 0; a table whose middle column is drawn. */
export function CountBars({ caption, head, rows }: CountBarsProps) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  return (
    <table className="bars">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">Bar</th>
          <th scope="col">Count</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, count }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>
              <svg className="chart" height="16" aria-hidden="true">
                <rect className="bar" x="0" width={`${(100 * count) / most}%`} y="2" height="12" />
              </svg>
            </td>
            <td className="num">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
