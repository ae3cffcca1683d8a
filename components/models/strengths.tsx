import { IntervalPlot, type IntervalRow, toValues } from "@/components/charts/interval-plot";
import type { MarkKind } from "@/components/charts/marks";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { formatCount, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { CombinedStrengths } from "@/lib/ranking/beside-types";
import type { ModelsBeside, RankReport } from "@/lib/ranking/types";
import { describeStrengths, toRankCommand } from "./words";

/** Everybody's ratings in one order: people, judge, and both together beside each other. */
export function Strengths({ people, judge, compared }: ModelsBeside) {
  const { combined } = compared;
  const first = combined?.models.length ? combined : people.models.length > 0 ? people : (judge?.report ?? people);
  const order = first.models.map(({ model }) => model);
  // Plots beside each other have one axis.
  const beside = [people.models, judge?.report.models ?? [], combined?.models ?? []]
    .flat()
    .flatMap(({ rating }) => toValues(rating));
  return (
    <Section title="Ranking" note={describeStrengths(people)}>
      <div className="grid grid-cols-1 gap-x-8 gap-y-6 xl:grid-cols-3">
        <Ratings title="By people" kind="HUMAN" by="human" report={people} order={order} beside={beside} />
        {judge ? (
          <Ratings title={`By ${judge.name}`} kind="AI" by={judge.name} report={judge.report} order={order} beside={beside} />
        ) : null}
        {combined ? <Combined combined={combined} beside={beside} paper={describeStrengths(people)} /> : null}
      </div>
      <p className="figure-foot">
        {`Sorted by ${first === combined ? "the combined" : "people’s"} ratings. Intervals that overlap do not order two models. `}
        {judge
          ? "A judge’s intervals are narrow because it labelled much, not because it is right; the combined ones also carry what its bias costs. "
          : ""}
        {combined?.lambda == null
          ? ""
          : `Combined: Bradley–Terry by PPI++, λ = ${formatNumber(combined.lambda)}, from ${formatQuantity(combined.both, "label")} of people on comparisons that the judge labelled too and ${formatQuantity(combined.judgeOnly, "comparison")} that it alone labelled. It holds if people’s comparisons are a random part of all. `}
        <a href="#strengths">Table</a>
      </p>
    </Section>
  );
}

/** The ratings of people and judge together, with how much narrower that makes the interval. */
function Combined({ combined, beside, paper }: { combined: CombinedStrengths; beside: readonly number[]; paper: string }) {
  return (
    <Panel
      name="ranking-combined"
      title="Combined, PPI++"
      mark="BOTH"
      definition="Ratings from people’s labels, with the judge’s where people gave none, corrected by how the two differ where both labelled."
      counted={formatQuantity(combined.both + combined.judgeOnly, "battle")}
      isTable={combined.reason !== null}
      paper={`Models’ ratings by people and judge together: Bradley–Terry by prediction-powered inference (PPI++)${combined.lambda === null ? "" : `, λ = ${formatNumber(combined.lambda)}`}. ${paper}`}
    >
      {combined.reason ? (
        <p className="quiet">No ratings: {combined.reason}.</p>
      ) : (
        <IntervalPlot
          title="Combined ratings, with 95 % intervals"
          rows={combined.models.map(({ model, rank, rating, saved }) => ({
            id: model,
            label: model,
            note: String(rank),
            kind: "BOTH",
            value: rating,
            count: saved === null ? "—" : saved > 0.005 ? formatPercent(saved) : "none",
          }))}
          valueHead="rating"
          countHead="narrower"
          limits={{ least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }}
          decimals={0}
          beside={beside}
        />
      )}
    </Panel>
  );
}

interface RatingsProps {
  title: string;
  kind: "HUMAN" | "AI";
  /** As the command names who judges. */
  by: string;
  report: RankReport;
  order: readonly string[];
  /** Values of all plots of the row. */
  beside: readonly number[];
}

function Ratings({ title, kind, by, report, order, beside }: RatingsProps) {
  const labels = report.models.reduce((sum, { battles }) => sum + battles, 0) / 2;
  return (
    <Panel
      name={`ranking-by-${kind === "HUMAN" ? "people" : "judge"}`}
      title={title}
      mark={kind}
      definition="How strong each model is, from the labels on its comparisons with the others; its place stands before its name."
      counted={formatQuantity(labels, "label")}
      isTable={report.reason !== null}
      paper={`Models’ ratings ${title.replace("By", "by")}: ${describeStrengths(report)}`}
      command={toRankCommand(report.project, report, by)}
    >
      {report.reason ? (
        <Apart report={report} />
      ) : (
        <IntervalPlot
          title={`Ratings ${title.toLowerCase()}, with 95\u00A0% intervals`}
          rows={toRows(report, order, kind)}
          valueHead="rating"
          countHead="labels"
          limits={{ least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }}
          decimals={0}
          beside={beside}
        />
      )}
    </Panel>
  );
}

/** Why there is one scale for not all models, and which of them are apart. */
function Apart({ report: { reason, apart } }: { report: RankReport }) {
  return (
    <>
      <p className="quiet">No ratings: {reason}.</p>
      {apart.length > 1 ? (
        <ul className="note mt-2 list-disc pl-5">
          {apart.map((group) => (
            <li key={group[0]}>{group.join(", ")}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function toRows(report: RankReport, order: readonly string[], kind: MarkKind): IntervalRow[] {
  const known = order.flatMap((name) => report.models.find(({ model }) => model === name) ?? []);
  const others = report.models.filter(({ model }) => !order.includes(model));
  return [...known, ...others].map(({ model, rating, rank, battles }) => ({
    id: model,
    label: model,
    ...(rank === null ? {} : { note: String(rank) }),
    kind,
    value: rating,
    count: formatCount(battles),
  }));
}
