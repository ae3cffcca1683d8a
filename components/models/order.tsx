import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { Figure } from "@/lib/agreement/types";
import { formatInterval, formatNumber } from "@/lib/format";
import type { ModelsBeside, RankedModel, RankReport } from "@/lib/ranking/types";

/** Whether both put the models in the same order, and the effect of the side. */
export function Order({ people, judge, order }: ModelsBeside) {
  return (
    <Section title="Rank agreement" note="Kendall’s τ-b of the ratings: 1 is the same order, 0 none, −1 the opposite.">
      <Table caption="Rank agreement" className="max-w-3xl">
        <thead>
          <tr>
            <th scope="col">Orders</th>
            <th scope="col" className="num">
              Kendall τ-b
            </th>
            <th scope="col" className="num">
              Pairs of models in the same order
            </th>
          </tr>
        </thead>
        <tbody>
          {judge && order ? (
            <tr>
              <th scope="row">People and {judge.name}</th>
              <td className="num">{order.tau.estimate === null ? `— ${order.tau.reason}` : formatNumber(order.tau.estimate)}</td>
              <td className="num">{`${order.same} of ${order.pairs}`}</td>
            </tr>
          ) : (
            <tr>
              <th scope="row">People alone</th>
              <td colSpan={2} className="quiet">
                No judge has labelled here yet, so there is no second order.
              </td>
            </tr>
          )}
        </tbody>
      </Table>
      <p className="figure-foot">
        {`Response shown first, people: ${toOdds(people.positionEffect)}. ${people.positionEffect.estimate === null ? "" : "1 is no effect; models’ strengths are held equal."}`}
      </p>
    </Section>
  );
}

function toOdds({ estimate, low, high, reason }: Figure): string {
  if (estimate === null) return `no effect can be estimated, ${reason}`;
  const interval = low === null || high === null ? "" : ` ${formatInterval(Math.exp(low), Math.exp(high))}`;
  return `odds ${formatNumber(Math.exp(estimate))}${interval} of being preferred`;
}

/** Every number of the page. */
export function StrengthTable({ people, judge }: ModelsBeside) {
  const rows: { by: string; report: RankReport }[] = [
    { by: "people", report: people },
    ...(judge ? [{ by: judge.name, report: judge.report }] : []),
  ];
  return (
    <Section title="Every model">
      <Table caption="Ratings of every model" id="strengths">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">By</th>
            <th scope="col" className="num">
              Rank
            </th>
            <th scope="col" className="num">
              Rating
            </th>
            <th scope="col" className="num">
              Log strength
            </th>
            <th scope="col" className="num">
              Win rate
            </th>
            <th scope="col" className="num">
              Labels
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ by, report }) =>
            report.models.map((model) => <ModelRow key={`${by} ${model.model}`} by={by} model={model} />),
          )}
        </tbody>
      </Table>
    </Section>
  );
}

function ModelRow({ by, model }: { by: string; model: RankedModel }) {
  const { rank, rankLow, rankHigh } = model;
  const range = rankLow === null || rankHigh === null || rankLow === rankHigh ? "" : ` (${rankLow} to ${rankHigh})`;
  return (
    <tr>
      <th scope="row">{model.model}</th>
      <td>{by}</td>
      <td className="num">{rank === null ? "—" : `${rank}${range}`}</td>
      <td className="num">{toText(model.rating, 0)}</td>
      <td className="num">{toText(model.log, 2)}</td>
      <td className="num">{toText(model.winRate, 2)}</td>
      <td className="num">{model.battles}</td>
    </tr>
  );
}

function toText({ estimate, low, high, reason }: Figure, decimals: number): string {
  if (estimate === null) return `— ${reason}`;
  const interval = low === null || high === null ? "" : ` ${formatInterval(low, high, decimals)}`;
  return `${formatNumber(estimate, decimals)}${interval}`;
}
