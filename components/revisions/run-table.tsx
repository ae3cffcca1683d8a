import Link from "next/link";
import { RUN_STATES } from "@/components/judges/runs/run-words";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RevisionRunEntry } from "@/lib/revisions/types";

export interface RunTableProps {
  project: string;
  runs: readonly RevisionRunEntry[];
}

/** The runs of critique and revision of a project, the newest first. */
export function RunTable({ project, runs }: RunTableProps) {
  return (
    <Table caption="Runs of critique and revision" id="revision-runs">
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">State</th>
          <th scope="col">Model</th>
          <th scope="col">Constitution</th>
          <th scope="col" className="num">
            Revisions each
          </th>
          <th scope="col" className="num">
            Chains whole
          </th>
          <th scope="col" className="num">
            Failed
          </th>
          <th scope="col">Started</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <Link href={paths.revisionRun(project, run.id)}>{run.name}</Link>
            </th>
            <td>
              <State tone={RUN_STATES[run.state].tone}>{RUN_STATES[run.state].word}</State>
            </td>
            <td>
              <code className="font-mono text-xs">{run.model}</code> <span className="quiet">{run.endpoint}</span>
            </td>
            <td>
              <Link href={paths.constitution(project, run.constitution.id, run.constitution.version)}>
                {run.constitution.name} v{run.constitution.version}
              </Link>
            </td>
            <td className="num">{formatCount(run.revisions)}</td>
            <td className="num">
              {formatCount(run.whole)} <span className="ci">of {formatCount(run.chains)}</span>
            </td>
            <td className="num">{formatCount(run.failed)}</td>
            <td>
              <Time at={run.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
