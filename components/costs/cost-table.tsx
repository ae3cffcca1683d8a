import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { formatCount, formatInterval, formatMicroDollars, formatNumber } from "@/lib/format";
import type { CostReport, CostRow } from "@/lib/money/types";
import { paths } from "@/lib/paths";

export interface CostTableProps {
  project: string;
  report: CostReport;
}

/** What a label costs, and one that people agree with: judges and people in one table, the cheapest agreed label first. */
export function CostTable({ project, report }: CostTableProps) {
  const rows = [...report.judges, ...(report.people ? [report.people] : [])].sort(
    (a, b) =>
      (a.perAgreed.value ?? a.perLabel ?? Number.POSITIVE_INFINITY) -
      (b.perAgreed.value ?? b.perLabel ?? Number.POSITIVE_INFINITY),
  );
  return (
    <Table
      id="costs"
      caption={`Costs of labels on ${report.criterion}; agreement as on the agreement page, ties left out, 95 % intervals`}
    >
      <thead>
        <tr>
          <th scope="col">By</th>
          <th scope="col" className="num">
            Labels
          </th>
          <th scope="col" className="num">
            Other answers
          </th>
          <th scope="col" className="num">
            Cost, $
          </th>
          <th scope="col" className="num">
            $ a label
          </th>
          <th scope="col" className="num">
            Agreement with people
          </th>
          <th scope="col" className="num">
            $ an agreed label
          </th>
          <th scope="col" className="num">
            Seconds a label
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} project={project} row={row} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ project, row }: { project: string; row: CostRow }) {
  const { agreement, perAgreed } = row;
  return (
    <tr>
      <th scope="row">
        <Shape kind={row.kind} />{" "}
        {row.judge ? (
          <>
            <Link href={paths.judge(project, row.judge.id, row.judge.version)}>{row.name}</Link> v{row.judge.version}{" "}
            <span className="quiet font-normal">{row.judge.model}</span>
          </>
        ) : (
          <>
            {row.name} <span className="quiet font-normal">among themselves: the ceiling</span>
          </>
        )}
      </th>
      <td className="num">{formatCount(row.labels)}</td>
      <td className="num">{formatCount(row.others)}</td>
      <td className="num">{row.cost === null ? <span className="quiet">— {row.reason}</span> : dollars(row.cost)}</td>
      <td className="num">{row.perLabel === null ? "—" : dollars(row.perLabel)}</td>
      <td className="num">
        {agreement.estimate === null ? (
          <span className="quiet">— {agreement.reason}</span>
        ) : (
          <>
            {formatNumber(agreement.estimate)} <Interval low={agreement.low} high={agreement.high} format={formatInterval} />
          </>
        )}
      </td>
      <td className="num">
        {perAgreed.value === null ? (
          "—"
        ) : (
          <>
            {dollars(perAgreed.value)}{" "}
            <Interval low={perAgreed.low} high={perAgreed.high} format={(low, high) => `[${dollars(low)}, ${dollars(high)}]`} />
          </>
        )}
      </td>
      <td className="num">{row.secondsPerLabel === null ? "—" : formatNumber(row.secondsPerLabel, 1)}</td>
    </tr>
  );
}

interface IntervalProps {
  low: number | null;
  high: number | null;
  format: (low: number, high: number) => string;
}

function Interval({ low, high, format }: IntervalProps) {
  return low === null || high === null ? null : <span className="ci">{format(low, high)}</span>;
}

/** Without the sign, which stands in the head. */
function dollars(micro: number): string {
  return formatMicroDollars(micro).replace("$", "");
}
