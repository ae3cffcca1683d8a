import { Table } from "@/components/ui/layout/table";
import { formatCount, formatDate, formatNumber } from "@/lib/format";
import type { HoursRow } from "@/lib/hours/types";

export interface HoursTableProps {
  id: string;
  caption: string;
  rows: readonly HoursRow[];
  /** What the first column names: whose time, or in which project one's own. */
  by: "person" | "project";
}

/** Time by day and round, in minutes. */
export function HoursTable({ id, caption, rows, by }: HoursTableProps) {
  return (
    <Table caption={caption} id={id}>
      <thead>
        <tr>
          <th scope="col">{by === "person" ? "Person" : "Project"}</th>
          <th scope="col" className="num">
            Day
          </th>
          <th scope="col">Round</th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            Skips
          </th>
          <th scope="col" className="num">
            Active, min
          </th>
          <th scope="col" className="num">
            Idle, min
          </th>
          <th scope="col" className="num">
            Out of view, min
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.annotatorId} ${row.day} ${row.round.number}`}>
            <th scope="row">{row[by]}</th>
            <td className="num" data-csv={row.day}>
              {formatDate(row.day)}
            </td>
            <td>
              {row.round.number}, {row.round.name}
            </td>
            <td className="num">{formatCount(row.comparisons)}</td>
            <td className="num">{formatCount(row.skips)}</td>
            <td className="num">{toMinutes(row.activeMs)}</td>
            <td className="num text-ink-2">{toMinutes(row.idleMs)}</td>
            <td className="num text-ink-2">{toMinutes(row.hiddenMs)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Milliseconds as minutes with one decimal. */
export function toMinutes(ms: number): string {
  return formatNumber(ms / 60_000, 1);
}
