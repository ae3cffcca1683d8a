import { IntervalPlot, type IntervalRow } from "@/components/charts/interval-plot";
import type { MarkKind } from "@/components/charts/marks";
import { Section } from "@/components/ui/layout/section";
import { Shape } from "@/components/ui/shape";
import { formatCount, formatQuantity } from "@/lib/format";
import type { ModelsBeside, RankReport } from "@/lib/ranking/types";
import { describeStrengths } from "./words";

/** Everybody's ratings, in people's order, people and judge beside each other. */
export function Strengths({ people, judge }: ModelsBeside) {
  const order = (people.models.length > 0 ? people : (judge?.report ?? people)).models.map(({ model }) => model);
  return (
    <Section title="Ranking" note={describeStrengths(people)}>
      <div className="grid gap-x-10 gap-y-6 xl:grid-cols-2">
        <Ratings title="By people" kind="HUMAN" report={people} order={order} />
        {judge ? <Ratings title={`By ${judge.name}`} kind="AI" report={judge.report} order={order} /> : null}
      </div>
      <p className="figure-foot">
        Sorted by people’s ratings. Intervals that overlap do not order two models.{" "}
        {judge ? "A judge’s intervals are narrow because it labelled much, not because it is right. " : ""}
        <a href="#strengths">Table</a>
      </p>
    </Section>
  );
}

interface RatingsProps {
  title: string;
  kind: MarkKind;
  report: RankReport;
  order: readonly string[];
}

function Ratings({ title, kind, report, order }: RatingsProps) {
  const labels = report.models.reduce((sum, { battles }) => sum + battles, 0) / 2;
  return (
    <figure className="figure" aria-label={title}>
      <figcaption>
        <h3>
          <Shape kind={kind} /> {title} <span className="sub">{formatQuantity(labels, "label")}</span>
        </h3>
      </figcaption>
      {report.reason ? (
        <p className="quiet">No ratings: {report.reason}.</p>
      ) : (
        <IntervalPlot
          title={`Ratings ${title.toLowerCase()}, with 95\u00A0% intervals`}
          rows={toRows(report, order, kind)}
          valueHead="rating"
          countHead="labels"
          limits={{ least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }}
          decimals={0}
        />
      )}
    </figure>
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
