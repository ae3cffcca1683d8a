import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import { formatCount, formatMicroDollars, formatNumber } from "@/lib/format";
import type { JudgeEntry } from "@/lib/judges/types";
import { paths } from "@/lib/paths";

export interface JudgeTableProps {
  project: string;
  id: string;
  judges: readonly JudgeEntry[];
}

/** Fewer than this are printed as counts: a share of them would say too much. */
const FEWEST_FOR_SHARE = 30;

/** Every judge version with what it has done. */
export function JudgeTable({ project, id, judges }: JudgeTableProps) {
  return (
    <Table caption="Judges, version by version" id={id}>
      <thead>
        <tr>
          <th scope="col">Judge, version</th>
          <th scope="col">Model</th>
          <th scope="col" className="num">
            Runs
          </th>
          <th scope="col" className="num">
            Labels
          </th>
          <th scope="col" className="num">
            Unreadable
          </th>
          <th scope="col" className="num">
            Both orders same, %
          </th>
          <th scope="col" className="num">
            Prefers the first, %
          </th>
          <th scope="col" className="num">
            Coverage, %
          </th>
          <th scope="col" className="num">
            Tokens, M
          </th>
          <th scope="col" className="num">
            Cost
          </th>
          <th scope="col" className="num">
            Seconds
          </th>
        </tr>
      </thead>
      <tbody>
        {judges.map((judge) => (
          <JudgeRow key={judge.versionId} project={project} judge={judge} />
        ))}
      </tbody>
    </Table>
  );
}

function JudgeRow({ project, judge }: { project: string; judge: JudgeEntry }) {
  const tokens = judge.tokensIn + judge.tokensOut;
  return (
    <tr>
      <th scope="row">
        <Shape kind="AI" /> <Link href={paths.judge(project, judge.judgeId, judge.version)}>{judge.name}</Link> v{judge.version}
      </th>
      <td>
        <code className="font-mono text-xs">{judge.model}</code> <span className="quiet">{judge.endpoint}</span>
      </td>
      <td className="num">
        {judge.openRun ? (
          <Link href={paths.judgeRun(project, judge.openRun.id)}>
            <State tone={judge.openRun.state === "RUNNING" ? "run" : "warn"}>
              {judge.openRun.state === "RUNNING" ? "running" : "paused"}
            </State>
          </Link>
        ) : (
          formatCount(judge.runs)
        )}
      </td>
      <td className="num">{formatCount(judge.labels)}</td>
      <td className="num">{formatCount(judge.invalid)}</td>
      <td className="num">{toShare(judge.consistent, judge.bothOrders)}</td>
      <td className="num">{toShare(judge.first, judge.decided)}</td>
      <td className="num">{judge.coverage === null ? "—" : formatNumber(judge.coverage * 100, 0)}</td>
      <td className="num">{judge.calls === 0 ? "—" : formatNumber(tokens / 1_000_000, 2)}</td>
      <td className="num">
        {judge.costMicroDollars === null ? <span className="quiet">no price</span> : formatMicroDollars(judge.costMicroDollars)}
      </td>
      <td className="num">{judge.latencyMs === null ? "—" : formatNumber(judge.latencyMs / 1000, 1)}</td>
    </tr>
  );
}

/** "86", or "8 of 11" while there are few, or a dash without any. */
export function toShare(part: number, whole: number): string {
  if (whole === 0) return "—";
  if (whole < FEWEST_FOR_SHARE) return `${formatCount(part)} of ${formatCount(whole)}`;
  return formatNumber((part / whole) * 100, 0);
}
