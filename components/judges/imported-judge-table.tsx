import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { formatCount } from "@/lib/format";
import type { ImportedJudge } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

/** Judges whose labels came with files. */
export function ImportedJudgeTable({ project, judges }: { project: string; judges: readonly ImportedJudge[] }) {
  return (
    <Table caption="Judges whose labels were imported">
      <thead>
        <tr>
          <th scope="col">Judge</th>
          <th scope="col">From</th>
          <th scope="col" className="num">
            Labels
          </th>
          <th scope="col" className="num">
            Unreadable
          </th>
        </tr>
      </thead>
      <tbody>
        {judges.map(({ annotatorId, name, files, labels, invalid }) => (
          <tr key={annotatorId}>
            <th scope="row">
              <Shape kind="AI" /> <Link href={paths.judgeFigures(project, annotatorId)}>{name}</Link>
            </th>
            <td className="quiet">{files.join(", ")}</td>
            <td className="num">{formatCount(labels)}</td>
            <td className="num">{formatCount(invalid)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
