import { Table } from "@/components/ui/layout/table";
import { formatCount, formatDay } from "@/lib/format";
import type { MemberProgress } from "@/lib/rounds/types";

export interface DayTableProps {
  /** "2026-11-25". */
  days: readonly string[];
  members: readonly Pick<MemberProgress, "annotatorId" | "name" | "days">[];
}

/** Comparisons of each person on each day, in figures. */
export function DayTable({ days, members }: DayTableProps) {
  const total = days.map((_, index) => members.reduce((sum, member) => sum + (member.days[index] ?? 0), 0));
  return (
    <details className="mt-2">
      <summary>Days in figures</summary>
      <Table caption="Comparisons of each person on each day, in UTC" id="days" className="mt-2">
        <thead>
          <tr>
            <th scope="col">Person</th>
            {days.map((day) => (
              <th key={day} scope="col" className="num">
                {formatDay(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.annotatorId}>
              <th scope="row">{member.name}</th>
              {days.map((day, index) => (
                <td key={day} className="num">
                  {formatCount(member.days[index] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">Together</th>
            {days.map((day, index) => (
              <td key={day} className="num">
                {formatCount(total[index] ?? 0)}
              </td>
            ))}
          </tr>
        </tbody>
      </Table>
    </details>
  );
}
