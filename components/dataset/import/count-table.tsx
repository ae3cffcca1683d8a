import { Table } from "@/components/ui/layout/table";
import type { ImportReport } from "@/lib/datasets/schema";
import { formatCount } from "@/lib/format";

/** What a file holds, counted: the same rows before and after it is stored. */
export function CountTable({ report }: { report: ImportReport }) {
  const rows: [string, number][] = [
    ["Rows in the file", report.rows],
    ["New comparisons", report.new],
    ["Already in this project", report.duplicate - report.repeated],
    ["Twice in the file", report.repeated],
    ["With a problem, left out", report.refusedCount],
    ["New labels", report.labels.new],
    ["Labels known already", report.labels.duplicate],
  ];
  return (
    <Table caption="What the file holds" className="i-report">
      <tbody>
        {rows.map(([name, count]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="num">{formatCount(count)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
