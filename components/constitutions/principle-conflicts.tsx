import { Table } from "@/components/ui/layout/table";
import { formatCount, formatInterval, formatNumber } from "@/lib/format";
import type { PrincipleReport } from "@/lib/reaggregation/by-principle-types";

export interface PrincipleConflictsProps {
  report: PrincipleReport;
}

/** Which principles prefer different responses, and how often. */
export function PrincipleConflicts({ report }: PrincipleConflictsProps) {
  if (report.conflicts.length === 0) {
    return (
      <p className="note">
        {report.pairs === 0
          ? "No two principles were asked about the same comparison. A judge that uses them as an ensemble asks all of them."
          : "All pairs of principles prefer the same response wherever both prefer one."}
      </p>
    );
  }
  return (
    <>
      <Table caption="Conflicts between principles" id="principle-conflicts">
        <thead>
          <tr>
            <th scope="col">One</th>
            <th scope="col">Other</th>
            <th scope="col" className="num">
              They differ, %
            </th>
            <th scope="col" className="num">
              Comparisons
            </th>
          </tr>
        </thead>
        <tbody>
          {report.conflicts.map(({ one, other, comparisons, differ, share }) => (
            <tr key={`${one} ${other}`}>
              <th scope="row">
                <code className="font-mono text-xs">{one}</code>
              </th>
              <td>
                <code className="font-mono text-xs">{other}</code>
              </td>
              <td className="num">
                {share.estimate === null ? "—" : formatNumber(share.estimate * 100, 0)}{" "}
                {share.low === null || share.high === null ? null : (
                  <span className="ci">{formatInterval(share.low * 100, share.high * 100, 0)}</span>
                )}
              </td>
              <td className="num">
                {formatCount(differ)} <span className="ci">of {formatCount(comparisons)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        Of the comparisons on which both principles have a preference of their own. 95 % intervals by Wilson, comparisons taken as
        independent. {formatCount(report.pairs)} pairs were asked about the same comparisons; 20 are shown at most.
      </p>
    </>
  );
}
