import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import type { ConstitutionVersionEntry } from "@/lib/constitutions/types";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";

export interface VersionTableProps {
  project: string;
  constitutionId: string;
  versions: readonly (Omit<ConstitutionVersionEntry, "createdAt"> & { createdAt: string })[];
  /** The version that is shown. */
  shown: number;
}

/** All versions of a constitution with what was made under each, the newest first. */
export function VersionTable({ project, constitutionId, versions, shown }: VersionTableProps) {
  return (
    <Table caption="Versions of this constitution">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Saved</th>
          <th scope="col">By</th>
          <th scope="col" className="num">
            Principles
          </th>
          <th scope="col" className="num">
            Judge versions
          </th>
          <th scope="col" className="num">
            Runs of revisions
          </th>
          <th scope="col">Hash</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((each) => (
          <tr key={each.version} aria-selected={each.version === shown ? "true" : undefined}>
            <th scope="row">
              <Link href={paths.constitution(project, constitutionId, each.version)}>v{each.version}</Link>
            </th>
            <td>
              <Time at={each.createdAt} />
            </td>
            <td>{each.authorName ?? "—"}</td>
            <td className="num">{formatCount(each.principles)}</td>
            <td className="num">{formatCount(each.judges)}</td>
            <td className="num">{formatCount(each.revisionRuns)}</td>
            <td>
              <code className="font-mono text-xs">{each.contentHash.slice(0, 8)}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
