import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { RunEntry } from "@/lib/judges/types";
import { paths } from "@/lib/paths";
import { RUN_STATES, scopeWords } from "./run-words";

export interface RunTableProps {
  project: string;
  runs: readonly RunEntry[];
}

/** The runs of a judge, the newest first. */
export function RunTable({ project, runs }: RunTableProps) {
  return (
    <Table caption="Runs of this judge">
      <thead>
        <tr>
          <th scope="col">Started</th>
          <th scope="col">Version</th>
          <th scope="col">State</th>
          <th scope="col">On</th>
          <th scope="col">Criterion</th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            Calls answered
          </th>
          <th scope="col" className="num">
            Failed
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <Link href={paths.judgeRun(project, run.id)}>
                <Time at={run.createdAt} />
              </Link>
            </th>
            <td>v{run.version}</td>
            <td>
              <State tone={RUN_STATES[run.state].tone}>{RUN_STATES[run.state].word}</State>
            </td>
            <td>{scopeWords(run.sampling, run.round)}</td>
            <td>{run.criterion}</td>
            <td className="num">{formatCount(run.comparisons)}</td>
            <td className="num">
              {formatCount(run.answered)} <span className="ci">of {formatCount(run.calls)}</span>
            </td>
            <td className="num">{formatCount(run.failed)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
