import Link from "next/link";
import { describeMethod, ENOUGH } from "@/components/agreement/words";
import { CostPlot, type CostPoint } from "@/components/charts/cost-plot";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import type { Figure as AgreementFigure } from "@/lib/agreement/types";
import { formatInterval, formatMicroDollars, formatNumber } from "@/lib/format";
import type { Leaderboard } from "@/lib/judge-figures/leaderboard-types";
import { paths } from "@/lib/paths";
import { toBoardPanel } from "./to-panel";

interface Priced {
  id: string;
  label: string;
  kind: "HUMAN" | "AI";
  perLabel: number;
  figure: AgreementFigure;
}

/** What 1,000 labels cost by each judge and by people, against how far they agree with people. */
export function CostSection({ project, board }: { project: string; board: Leaderboard }) {
  const priced = toPriced(board);
  const { group } = board.people;
  const ceiling = group && group.comparisons >= ENOUGH ? toMark(group.agreementPooled) : null;
  if (priced.length === 0) {
    return (
      <Section title="What agreement costs">
        <p className="note">
          — No price is known: neither of a judge’s labels, nor of people’s time. Prices of models and people’s hourly rate are
          set under <Link href={paths.costs(project, board.criterion)}>Costs</Link>.
        </p>
      </Section>
    );
  }
  const points = priced.flatMap(({ id, label, kind, perLabel, figure }): CostPoint[] => {
    const mark = toMark(figure);
    return mark && perLabel > 0 ? [{ id, label, kind, cost: perLabel * 1000, agreement: mark }] : [];
  });
  const missing = priced.length < board.rows.filter(({ kind, figures }) => kind === "AI" && figures).length + 1;
  return (
    <Section title="What agreement costs">
      <div className="cols jf-cost">
        <Panel
          name="cost-of-agreement"
          title="Agreement against the cost of 1,000 labels"
          definition="Each judge’s agreement with people against what 1,000 of its labels have cost, all attempts in it; people’s agreement with each other against their time. The dotted step joins those that nothing measured beats for less."
          {...toBoardPanel(project, board, "Agreement with people against the cost of 1,000 labels", priced[0]?.figure ?? null)}
          table={<CostTable priced={priced} />}
          sub="dotted: nothing measured agrees more for less; band: people with people"
          foot={`${group ? describeMethod(group.agreementPooled) : ""} ${missing ? "Who has no known cost is left out." : ""}`}
        >
          {points.length > 0 ? (
            <CostPlot
              title="Agreement with people against the cost of 1,000 labels"
              points={points}
              ceiling={ceiling}
              free={board.alwaysLargest.estimate}
              toMoney={(cost) => formatMicroDollars(cost)}
            />
          ) : (
            <p className="note">— Labels that cost nothing have no place on an axis of cost.</p>
          )}
        </Panel>
        <div>
          <h3 className="mb-2">1,000 labels</h3>
          <CostTable priced={priced} />
          <p className="figure-foot">A person differs from other people too: what a judge differs is not an error rate.</p>
        </div>
      </div>
    </Section>
  );
}

function CostTable({ priced }: { priced: readonly Priced[] }) {
  return (
    <Table caption="Cost of 1,000 labels and how many of them a person would dispute">
      <thead>
        <tr>
          <th scope="col">By</th>
          <th scope="col" className="num">
            Cost
          </th>
          <th scope="col" className="num">
            Differs from a person, in 100
          </th>
        </tr>
      </thead>
      <tbody>
        {priced.map(({ id, label, kind, perLabel, figure: { estimate, low, high } }) => (
          <tr key={id}>
            <th scope="row">
              <Shape kind={kind} /> {label}
            </th>
            <td className="num">{formatMicroDollars(perLabel * 1000)}</td>
            <td className="num">
              {estimate === null ? "—" : formatNumber((1 - estimate) * 100, 0)}{" "}
              {low === null || high === null ? null : (
                <span className="ci">{formatInterval((1 - high) * 100, (1 - low) * 100, 0)}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Who has a known cost and enough comparisons, the cheapest first. */
function toPriced({ rows, people }: Leaderboard): Priced[] {
  const judges = rows.flatMap(({ annotator, kind, name, judge, figures, reason, perLabelMicroDollars }): Priced[] =>
    kind === "AI" && annotator && figures && reason === null && perLabelMicroDollars !== null && figures.comparisons >= ENOUGH
      ? [
          {
            id: annotator,
            label: judge ? `${name} v${judge.version}` : name,
            kind,
            perLabel: perLabelMicroDollars,
            figure: figures.againstEachHuman,
          },
        ]
      : [],
  );
  const person =
    people.group && people.perLabelMicroDollars !== null && people.group.comparisons >= ENOUGH
      ? [
          {
            id: "people",
            label: "one person",
            kind: "HUMAN" as const,
            perLabel: people.perLabelMicroDollars,
            figure: people.group.agreementPooled,
          },
        ]
      : [];
  return [...judges, ...person].sort((a, b) => a.perLabel - b.perLabel);
}

function toMark({ estimate, low, high }: AgreementFigure): CostPoint["agreement"] | null {
  return estimate === null ? null : { estimate, low, high };
}
