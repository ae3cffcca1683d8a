import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { ConstitutionRow } from "@/lib/constitutions/types";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface ConstitutionTableProps {
  project: string;
  rows: readonly ConstitutionRow[];
}

/** The constitutions of a project with who uses them. */
export function ConstitutionTable({ project, rows }: ConstitutionTableProps) {
  return (
    <Table caption="Constitutions" id="constitutions">
      <thead>
        <tr>
          <th scope="col">Constitution</th>
          <th scope="col">Newest version</th>
          <th scope="col">Saved</th>
          <th scope="col" className="num">
            Principles
          </th>
          <th scope="col" className="num">
            Judge versions
          </th>
          <th scope="col" className="num">
            Runs of revisions
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link href={paths.constitution(project, row.id)}>{row.name}</Link>
              {row.isArchived ? <span className="tag ml-2">archived</span> : null}
            </th>
            <td>v{row.version}</td>
            <td>
              <Time at={row.savedAt} />
            </td>
            <td className="num">{formatCount(row.principles)}</td>
            <td className="num">{formatCount(row.judges)}</td>
            <td className="num">{formatCount(row.revisionRuns)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
