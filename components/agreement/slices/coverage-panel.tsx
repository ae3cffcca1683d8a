import Link from "next/link";
import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { toCommand } from "@/components/agreement/to-command";
import { ENOUGH } from "@/components/agreement/words";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import type { AgreementReport } from "@/lib/agreement/types";
import { formatCount, formatQuantity } from "@/lib/format";
import { toCoverageWarnings } from "./coverage-warnings";

export interface CoveragePanelProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** On what agreement stands: how many people labelled each comparison, and what that is too thin for. */
export function CoveragePanel({ project, rules, report }: CoveragePanelProps) {
  const { byPeople, people, pairs, pairsWithEnough } = report.coverage;
  const rows = byPeople.filter(({ comparisons }) => comparisons > 0);
  const most = Math.max(1, ...rows.map(({ comparisons }) => comparisons));
  const possible = (people * (people - 1)) / 2;
  return (
    <Panel
      name="coverage-and-overlap"
      title="Coverage and overlap"
      definition="How many comparisons have the labels of so many people, of those with a label that counts. Only comparisons with two or more say how far people agree."
      sub={`${formatQuantity(people, "person", "people")}: ${formatCount(pairs)} of ${formatQuantity(possible, "pair")} share a comparison, ${formatCount(pairsWithEnough)} share ${ENOUGH} or more`}
      counted={report.counted}
      foot={<Warnings warnings={toCoverageWarnings(report)} />}
      paper={toPaperSentence("Comparisons by the number of people who labelled them", report, null)}
      command={toCommand(project, report)}
      isTable={false}
    >
      <table className="bars coverage">
        <caption className="sr-only">Comparisons by the number of people’s labels</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">People’s labels</th>
            <td />
            <th scope="col">Comparisons</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ labels, comparisons }) => (
            <tr key={labels}>
              <th scope="row">{labels === 0 ? "judges alone" : formatQuantity(labels, "person", "people")}</th>
              <td>
                <svg className="chart" aria-hidden="true">
                  <rect className="bar" x="0" y="0" height="14" width={`${(100 * comparisons) / most}%`} />
                </svg>
              </td>
              <td className="num">
                <Link prefetch={false} href={toBehindHref(project, rules, { of: "humans" }, { people: labels })}>
                  {formatCount(comparisons)}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Warnings({ warnings }: { warnings: readonly string[] }) {
  return warnings.map((warning) => (
    <p key={warning} className="mt-1">
      {warning}
    </p>
  ));
}
