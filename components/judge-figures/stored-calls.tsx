import Link from "next/link";
import { describeCount, ENOUGH } from "@/components/agreement/words";
import { Figure } from "@/components/charts/figure";
import { IntervalPlot, type IntervalRow } from "@/components/charts/interval-plot";
import { Section } from "@/components/ui/layout/section";
import { formatCount, formatNumber } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { PrincipleFigures, PrincipleReport } from "@/lib/reaggregation/by-principle-types";
import type { ReaggregationAgreement, Sweep } from "@/lib/reaggregation/types";

/** What principles, orders and samples do to a judge's labels: its stored calls put together in other ways. */
export interface StoredCallsProps {
  project: string;
  judge: { id: string; version: number; criterion: string };
  sweep: Sweep;
  /** Null where the calls name no principle. */
  principles: PrincipleReport | null;
}

/** Self-consistency, orders and principles, from stored calls alone: no model is asked. */
export function StoredCalls({ project, judge, sweep: { orders, samples }, principles }: StoredCallsProps) {
  const link = paths.judgeAggregation(project, judge.id, {
    version: String(judge.version),
    criterion: judge.criterion,
    sweep: "yes",
  });
  const nothing = orders.length === 0 && samples.length === 0;
  return (
    <>
      <Section
        title="Orders and samples"
        note="The version’s own rule with one thing changed, from stored calls: agreement with each person, ties left out."
        actions={
          <Link prefetch={false} href={link}>
            Other aggregations
          </Link>
        }
      >
        {nothing ? <p className="note">— This version asks one order, once: there is nothing to leave out.</p> : null}
        <div className="cols jf-two">
          {orders.length > 0 ? (
            <Figure title="By order" sub="one order costs half, and brings the bias of its side into the label">
              <SweepPlot title="Agreement with people by prompt order" rows={orders} />
            </Figure>
          ) : null}
          {samples.length > 0 ? (
            <Figure title="By number of samples" sub="self-consistency: the label from the first k samples of each call">
              <SweepPlot title="Agreement with people by number of samples" rows={samples} />
            </Figure>
          ) : null}
        </div>
      </Section>
      {principles ? <Principles report={principles} /> : null}
    </>
  );
}

function SweepPlot({ title, rows }: { title: string; rows: Sweep["orders"] }) {
  return (
    <IntervalPlot
      title={`${title}, with 95\u00A0% intervals`}
      valueHead="agreement"
      countHead="pairs"
      ceiling={ceilingOf(rows.map(({ summary }) => summary.agreement))}
      rows={rows.map(({ name, summary }) => toRow(name, name, null, summary.agreement))}
    />
  );
}

function Principles({ report }: { report: PrincipleReport }) {
  const { principles } = report;
  return (
    <Section
      title="By principle"
      note="What each principle’s verdicts alone would be worth: agreement with each person, ties left out; the band is people with people."
    >
      <IntervalPlot
        title="Agreement with people of each principle’s verdicts, with 95&nbsp;% intervals"
        valueHead="agreement"
        countHead="pairs"
        ceiling={ceilingOf([report.agreement])}
        rows={[
          toRow("all", "All of them", null, report.agreement),
          ...principles.map(({ key, weight, agreement }, i) => ({
            ...toRow(key, key, `weight ${formatNumber(weight, Number.isInteger(weight) ? 0 : 2)}`, agreement),
            apart: i === 0,
          })),
        ]}
      />
      <p className="figure-foot">{describeSpread(principles)} 95&nbsp;% intervals: cluster bootstrap of 500.</p>
    </Section>
  );
}

/** How far apart the principles are: the least and the most that one of them agrees. */
export function describeSpread(principles: readonly PrincipleFigures[]): string {
  const known = principles
    .flatMap(({ key, agreement }) =>
      agreement && agreement.comparisons >= ENOUGH && agreement.agreement.estimate !== null
        ? [{ key, value: agreement.agreement.estimate }]
        : [],
    )
    .sort((a, b) => a.value - b.value);
  const [least] = known;
  const most = known.at(-1);
  if (!least || !most || known.length < 2)
    return `A spread needs two principles with ${ENOUGH} comparisons that people labelled.`;
  return `Spread between principles: ${formatNumber(most.value - least.value)}, from ${least.key} (${formatNumber(least.value)}) to ${most.key} (${formatNumber(most.value)}).`;
}

function toRow(id: string, label: string, note: string | null, found: ReaggregationAgreement | null): IntervalRow {
  const value = found?.agreement ?? { estimate: null, low: null, high: null, reason: "no comparison has a person’s label too" };
  const few = found && found.comparisons < ENOUGH && found.agreement.estimate !== null;
  return {
    id,
    label,
    ...(note ? { note } : {}),
    kind: "AI",
    value,
    sentence: few ? `${describeCount(found.agreement, found.pairs)} pairs agree` : null,
    count: found ? formatCount(found.pairs) : "—",
  };
}

function ceilingOf(found: readonly (ReaggregationAgreement | null)[]) {
  const ceiling = found.find((each) => each !== null)?.ceiling;
  return ceiling && ceiling.n.comparisons >= ENOUGH ? ceiling : null;
}
