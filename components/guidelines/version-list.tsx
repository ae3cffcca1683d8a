import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/paths";

export interface GuidelinesVersion {
  version: number;
  createdAt: string;
  authorName: string | null;
  /** Numbers of the rounds that were opened under it. */
  rounds: number[];
}

export interface VersionListProps {
  project: string;
  versions: readonly GuidelinesVersion[];
  /** The version that is shown. */
  shown: number;
}

/** All versions of the guidelines, the newest first. */
export function VersionList({ project, versions, shown }: VersionListProps) {
  const newest = versions[0]?.version;
  return (
    <Table caption="Versions of the guidelines" id="versions">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Saved</th>
          <th scope="col">By</th>
          <th scope="col">Rounds</th>
        </tr>
      </thead>
      <tbody>
        {versions.map(({ version, createdAt, authorName, rounds }) => (
          <tr key={version} aria-selected={version === shown ? "true" : undefined}>
            <th scope="row">
              <Link href={paths.guidelines(project, version === newest ? undefined : version)}>
                {version}
                {version === newest ? ", in force" : ""}
              </Link>
            </th>
            <td>
              <Time at={createdAt} />
            </td>
            <td>{authorName ?? "—"}</td>
            <td>{rounds.length > 0 ? rounds.join(", ") : <span className="quiet">none</span>}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
