import { FigureCell } from "@/components/agreement/figure-cell";
import { Table } from "@/components/ui/layout/table";
import { formatCount, formatPercent } from "@/lib/format";
import type { PrincipleFigures, PrincipleReport } from "@/lib/reaggregation/by-principle-types";

export interface PrincipleFiguresTableProps {
  report: PrincipleReport;
}

/** Each principle: how often it was asked, how far it agrees with people, and what leaving it out would change. */
export function PrincipleFiguresTable({ report }: PrincipleFiguresTableProps) {
  return (
    <>
      <Table caption="What each principle did" id="principles">
        <thead>
          <tr>
            <th scope="col">Principle</th>
            <th scope="col" className="num">
              Asked, comparisons
            </th>
            <th scope="col" className="num">
              With a preference
            </th>
            <th scope="col" className="num">
              With people
            </th>
            <th scope="col" className="num">
              People with people
            </th>
            <th scope="col" className="num">
              Labels turned without it
            </th>
            <th scope="col" className="num">
              To or from a tie
            </th>
            <th scope="col" className="num">
              Lost
            </th>
            <th scope="col" className="num">
              Judge with people, without it
            </th>
          </tr>
        </thead>
        <tbody>
          {report.principles.map((principle) => (
            <PrincipleFigureRow key={principle.key} principle={principle} of={report.comparisons} />
          ))}
          <tr>
            <th scope="row">All of them</th>
            <td className="num">{formatCount(report.comparisons)}</td>
            <td />
            <FigureCell figure={report.agreement?.agreement ?? null} />
            <FigureCell figure={report.agreement?.ceiling ?? null} />
            <td />
            <td />
            <td />
            <td />
          </tr>
        </tbody>
      </Table>
      <p className="figure-foot">
        With people: how often the principle’s own verdict and a person prefer the same response; ties are left out, unreadable
        verdicts dropped; 95 % intervals, cluster bootstrap of 500 over prompts or conversations. People with people: the ceiling
        on the same comparisons. Without it: the stored calls put together by the version’s own rule, this principle’s left out. A
        label is lost where no other principle was asked about its comparison.
      </p>
    </>
  );
}

function PrincipleFigureRow({ principle, of }: { principle: PrincipleFigures; of: number }) {
  const { key, used, decided, agreement, without } = principle;
  const { turned, toTie, fromTie, lost } = without.moves;
  return (
    <tr>
      <th scope="row">
        <code className="font-mono text-xs">{key}</code>
      </th>
      <td className="num">
        {formatCount(used)} <span className="ci">{of === 0 ? "" : formatPercent(used / of)}</span>
      </td>
      <td className="num">{formatCount(decided)}</td>
      <FigureCell figure={agreement?.agreement ?? null} />
      <FigureCell figure={agreement?.ceiling ?? null} />
      <td className="num">{formatCount(turned)}</td>
      <td className="num">{formatCount(toTie + fromTie)}</td>
      <td className="num">{formatCount(lost)}</td>
      <FigureCell figure={without.agreement?.agreement ?? null} />
    </tr>
  );
}
