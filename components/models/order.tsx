import Link from "next/link";
import { toDatasetHref } from "@/components/dataset/browse/hrefs";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import type { Figure } from "@/lib/agreement/types";
import { formatCount, formatInterval, formatNumber } from "@/lib/format";
import type { ModelsBeside, RankedModel, RankReport } from "@/lib/ranking/types";

/** Whether the orders agree, and the effect of the side. */
export function Order({ people, judge, order, combinedOrder, compared }: ModelsBeside) {
  return (
    <Section
      title="Rank agreement"
      note="Of the models’ strengths: 1 is the same order, 0 none, −1 the opposite; same pairs: of models that both put in the same order. Intervals resample prompts with all their labels, people’s and the judge’s together."
    >
      <Table caption="Rank agreement" className="max-w-3xl" id="orders">
        <thead>
          <tr>
            <th scope="col">Orders</th>
            <Head>Kendall τ-b</Head>
            <Head>Spearman ρ</Head>
            <Head>Same pairs</Head>
          </tr>
        </thead>
        <tbody>
          {judge && order ? (
            <tr>
              <th scope="row">People and {judge.name}</th>
              <td className="num">{compared.order ? toText(compared.order.tau, 2) : `— ${order.tau.reason}`}</td>
              <td className="num">{compared.order ? toText(compared.order.rho, 2) : "—"}</td>
              <td className="num">{`${order.same} of ${order.pairs}`}</td>
            </tr>
          ) : (
            <tr>
              <th scope="row">People alone</th>
              <td colSpan={3} className="quiet">
                No judge has labelled here yet, so there is no second order.
              </td>
            </tr>
          )}
          {combinedOrder ? (
            <tr>
              <th scope="row">People and combined</th>
              <td className="num">
                {combinedOrder.tau.estimate === null ? `— ${combinedOrder.tau.reason}` : formatNumber(combinedOrder.tau.estimate)}
              </td>
              <td />
              <td className="num">{`${combinedOrder.same} of ${combinedOrder.pairs}`}</td>
            </tr>
          ) : null}
        </tbody>
      </Table>
      <p className="figure-foot">
        {`Response shown first, people: ${toOdds(people.positionEffect)}. ${people.positionEffect.estimate === null ? "" : "1 is no effect; models’ strengths are held equal."}`}
        {people.method === "elo"
          ? " Elo has no interval: each rating stands with how far it moves in 200 random orders of the same labels."
          : ""}
      </p>
    </Section>
  );
}

function Head({ children }: { children: string }) {
  return (
    <th scope="col" className="num">
      {children}
    </th>
  );
}

function toOdds({ estimate, low, high, reason }: Figure): string {
  if (estimate === null) return `no effect can be estimated, ${reason}`;
  const interval = low === null || high === null ? "" : ` ${formatInterval(Math.exp(low), Math.exp(high))}`;
  return `odds ${formatNumber(Math.exp(estimate))}${interval} of being preferred`;
}

/** Every number of the page. */
export function StrengthTable({ people, judge, compared, project }: ModelsBeside & { project: string }) {
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
            <Head>Rank</Head>
            <Head>Rating</Head>
            <Head>Log strength</Head>
            <Head>Win rate</Head>
            <Head>Labels</Head>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap(({ by, report }) =>
            report.models.map((model) => <ModelRow key={`${by} ${model.model}`} by={by} model={model} project={project} />),
          )}
          {compared.combined?.models.map(({ model, rank, rating }) => (
            <tr key={model}>
              <th scope="row">{model}</th>
              <td>combined</td>
              <td className="num">{rank}</td>
              <td className="num">{toText(rating, 0)}</td>
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function ModelRow({ by, model, project }: { by: string; model: RankedModel; project: string }) {
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
      <td className="num">
        <Link prefetch={false} href={toDatasetHref(project, { model: [model.model] })}>
          {formatCount(model.battles)}
        </Link>
      </td>
    </tr>
  );
}

function toText({ estimate, low, high, reason }: Omit<Figure, "n">, decimals: number): string {
  if (estimate === null) return `— ${reason}`;
  const interval = low === null || high === null ? (reason ? ` (${reason})` : "") : ` ${formatInterval(low, high, decimals)}`;
  return `${formatNumber(estimate, decimals)}${interval}`;
}
