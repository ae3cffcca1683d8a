import { IntervalPlot, type IntervalRow, toValues } from "@/components/charts/interval-plot";
import type { MarkKind } from "@/components/charts/marks";
import { Section } from "@/components/ui/layout/section";
import { Shape } from "@/components/ui/shape";
import { formatCount, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { CombinedStrengths } from "@/lib/ranking/beside-types";
import type { ModelsBeside, RankReport } from "@/lib/ranking/types";
import { describeStrengths } from "./words";

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
        <Ratings title="By people" kind="HUMAN" report={people} order={order} beside={beside} />
        {judge ? <Ratings title={`By ${judge.name}`} kind="AI" report={judge.report} order={order} beside={beside} /> : null}
        {combined ? <Combined combined={combined} beside={beside} /> : null}
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
function Combined({ combined, beside }: { combined: CombinedStrengths; beside: readonly number[] }) {
  return (
    <figure className="figure" aria-label="Combined">
      <figcaption>
        <h3>
          <Shape kind="BOTH" /> Combined, PPI++{" "}
          <span className="sub">{formatQuantity(combined.both + combined.judgeOnly, "battle")}</span>
        </h3>
      </figcaption>
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
    </figure>
  );
}

interface RatingsProps {
  title: string;
  kind: MarkKind;
  report: RankReport;
  order: readonly string[];
  /** Values of all plots of the row. */
  beside: readonly number[];
}

function Ratings({ title, kind, report, order, beside }: RatingsProps) {
  const labels = report.models.reduce((sum, { battles }) => sum + battles, 0) / 2;
  return (
    <figure className="figure" aria-label={title}>
      <figcaption>
        <h3>
          <Shape kind={kind} /> {title} <span className="sub">{formatQuantity(labels, "label")}</span>
        </h3>
      </figcaption>
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
    </figure>
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
