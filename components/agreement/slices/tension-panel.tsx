import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { toCommand } from "@/components/agreement/to-command";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";

/** Whether criteria pull the same way: the same person on the same comparison. Nothing with one criterion. */
export function TensionPanel({ project, report }: { project: string; report: AgreementReport }) {
  const { tensions } = report;
  if (tensions.length === 0) return null;
  const reasons = listReasons(tensions.flatMap(({ spearman, opposed }) => [spearman, opposed]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  const [largest] = tensions.toSorted((one, other) => other.comparisons - one.comparisons);
  return (
    <Panel
      name="criteria-together"
      title="Criteria beside each other"
      definition="Spearman’s ρ of the signed scores that one person gave one comparison on both criteria, and how often the two name different responses. Below 0, or often opposed: the criteria are in tension, and one number over both hides it."
      sub="the same person on the same comparison"
      counted={largest ? toCounts(largest.spearman.n) : null}
      foot={<Reasons reasons={reasons} />}
      paper={toPaperSentence(
        "Spearman’s ρ of one person’s signed scores on two criteria, and the share of opposite preferences",
        report,
        largest?.spearman,
      )}
      command={toCommand(project, report)}
    >
      <Table caption="How two criteria go together, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Criteria</th>
            <th scope="col" className="num">
              Comparisons
            </th>
            <th scope="col" className="num">
              Spearman’s ρ
            </th>
            <th scope="col" className="num">
              Opposite preferences
            </th>
          </tr>
        </thead>
        <tbody>
          {tensions.map(({ criteria: [one, other], comparisons, spearman, opposed }) => (
            <tr key={`${one} ${other}`}>
              <th scope="row">
                {one} with {other}
              </th>
              <td className="num">{formatCount(comparisons)}</td>
              <FigureCell figure={spearman} note={noteOf(spearman.reason)} />
              <FigureCell figure={opposed} note={noteOf(opposed.reason)} />
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function toCounts({ comparisons, labels, clusters }: AgreementReport["counted"]) {
  return { comparisons, labels, clusters };
}
