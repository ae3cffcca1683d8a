import Link from "next/link";
import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { FigureCell } from "@/components/agreement/figure-cell";
import { describeCount, ENOUGH } from "@/components/agreement/words";
import { CoverageCurve } from "@/components/charts/coverage-curve";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { formatCount, formatNumber, formatPercent, formatQuantity } from "@/lib/format";
import type { ConfidenceBin, JudgeFigures, SelectiveFigures } from "@/lib/judge-figures/types";
import { toJudgePanel } from "./to-panel";

export interface ConfidenceSectionProps {
  project: string;
  rules: Rules;
  figures: JudgeFigures;
  /** What the form has to carry along: the rules of the page. */
  hidden: Readonly<Record<string, string>>;
}

/** Whether a judge that is surer agrees more, and from which confidence on its label may stand alone. */
export function ConfidenceSection({ project, rules, figures, hidden }: ConfidenceSectionProps) {
  const { selective, byConfidence, annotator } = figures;
  if (!selective) return null;
  const judge = { of: "judge", judge: annotator.id } as const;
  return (
    <Section
      title="When it is sure"
      note="Confidence is max(p, 1 − p) of the raw soft label; agreement is with the majority of people, split votes left out."
    >
      <div className="cols jf-two">
        <Panel
          name="judge-confidence"
          title="Agreement by confidence"
          definition="Share of comparisons on which the judge gives the answer of most people, by how sure its soft label is: the larger of the two probabilities. A judge whose confidence means something agrees more where it is surer."
          sub="a judge that knows what it knows rises to the last row"
          {...toJudgePanel(
            project,
            figures,
            `Agreement of ${annotator.name} with the majority of people by its confidence`,
            byConfidence.find(({ agreement }) => agreement.low !== null)?.agreement ?? null,
          )}
          counted={figures.calibration?.raw.brier.n ?? null}
          table={<ConfidenceTable bins={byConfidence} />}
        >
          <IntervalPlot
            title="Agreement with the majority of people by the judge’s confidence, with 95&nbsp;% intervals"
            valueHead="agreement"
            countHead="comparisons"
            rows={byConfidence.map(({ low, high, comparisons, agreement }) => ({
              id: String(low),
              label: `${formatNumber(low, 1)} to ${formatNumber(high, 1)}`,
              kind: annotator.kind,
              value: agreement,
              sentence: comparisons > 0 && comparisons < ENOUGH ? `${describeCount(agreement, comparisons)} agree` : null,
              count: formatCount(comparisons),
              href: comparisons > 0 ? toBehindHref(project, rules, judge, { sureFrom: low, sureBelow: high }) : null,
            }))}
          />
        </Panel>
        <Coverage project={project} rules={rules} figures={figures} selective={selective} hidden={hidden} />
      </div>
    </Section>
  );
}

function Coverage({ project, rules, figures, selective, hidden }: ConfidenceSectionProps & { selective: SelectiveFigures }) {
  const { items, of, split, target, delta, curve, chosen } = selective;
  return (
    <Panel
      name="judge-coverage"
      title="Agreement against coverage"
      definition="If only the labels from a confidence on are kept: which share of all that is, how far those agree with people, and what the agreement is at least. Where the target holds, the judge’s label may stand alone and people judge the rest."
      {...toJudgePanel(
        project,
        figures,
        `Agreement of ${figures.annotator.name} with the majority of people against coverage`,
        null,
      )}
      counted={{ comparisons: items, labels: items, clusters: items }}
      sub="across: labels kept, %, the surest first; line: agreement; dotted: what it is at least, point by point"
      table={items > 0 ? <CurveTable selective={selective} /> : undefined}
      foot={
        items === 0 ? null : (
          <>
            {formatQuantity(items, "comparison")}, one drawn of each prompt or conversation
            {of > items ? ` of ${formatCount(of)} comparisons` : ""}
            {split > 0 ? `; ${formatQuantity(split, "split vote")} left out` : ""}. Bound: Clopper–Pearson at δ ={" "}
            {formatNumber(delta)}. Threshold: fixed-sequence testing from 0.99 down (Jung et al. 2024); it holds for comparisons
            like these.
          </>
        )
      }
    >
      <TargetForm target={target} delta={delta} hidden={hidden} />
      <p>{describeThreshold(selective)}</p>
      {chosen ? (
        <p className="note">
          <Link
            prefetch={false}
            href={toBehindHref(project, rules, { of: "judge", judge: figures.annotator.id }, { sureFrom: chosen.threshold })}
          >
            All comparisons from there on
          </Link>
        </p>
      ) : null}
      {items >= ENOUGH ? (
        <CoverageCurve
          title={`Agreement of ${figures.annotator.name} against coverage`}
          points={curve}
          target={target}
          chosen={chosen}
        />
      ) : null}
    </Panel>
  );
}

/** What the threshold promises, or why there is none. */
export function describeThreshold({ items, target, delta, chosen, reason, fewest }: SelectiveFigures): string {
  const wanted = `${formatPercent(target)} agreement`;
  if (chosen) {
    return `Kept from a confidence of ${formatNumber(chosen.threshold)} on, ${formatPercent(chosen.coverage)} of its labels agree with people at least ${formatPercent(target)} of the time, but for a chance of ${formatPercent(delta)}; on these comparisons ${formatPercent(chosen.agreement)} do.`;
  }
  if (items < fewest)
    return `— ${wanted} needs ${formatQuantity(fewest - items, "more comparison")} that people labelled, even if all agreed.`;
  return `— ${reason}. Ask for less agreement, or have people label more.`;
}

function TargetForm({ target, delta, hidden }: { target: number; delta: number; hidden: Readonly<Record<string, string>> }) {
  return (
    <form className="jf-ask" method="get">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label>
        Agreement, 1 − α
        <input className="input" name="target" type="number" min="0.5" max="0.999" step="any" defaultValue={target} />
      </label>
      <label>
        May fail, δ
        <input className="input" name="delta" type="number" min="0.001" max="0.5" step="any" defaultValue={delta} />
      </label>
      <button className="btn" type="submit">
        Find the threshold
      </button>
    </form>
  );
}

function ConfidenceTable({ bins }: { bins: readonly ConfidenceBin[] }) {
  return (
    <Table caption="Agreement with the majority of people by confidence, with 95&nbsp;% intervals" id="confidence">
      <thead>
        <tr>
          <th scope="col">Confidence</th>
          <th scope="col" className="num">
            Mean
          </th>
          <th scope="col" className="num">
            Agreement
          </th>
          <th scope="col" className="num">
            Comparisons
          </th>
        </tr>
      </thead>
      <tbody>
        {bins.map(({ low, high, comparisons, meanConfidence, agreement }) => (
          <tr key={low}>
            <th scope="row">
              {formatNumber(low, 1)} to {formatNumber(high, 1)}
            </th>
            <td className="num">{meanConfidence === null ? "—" : formatNumber(meanConfidence)}</td>
            <FigureCell figure={agreement} />
            <td className="num">{formatCount(comparisons)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function CurveTable({ selective: { curve } }: { selective: SelectiveFigures }) {
  return (
    <Table caption="Agreement when labels from a confidence on are kept" id="coverage">
      <thead>
        <tr>
          <th scope="col" className="num">
            Confidence from
          </th>
          <th scope="col" className="num">
            Kept
          </th>
          <th scope="col" className="num">
            Coverage, %
          </th>
          <th scope="col" className="num">
            Agreement
          </th>
          <th scope="col" className="num">
            At least
          </th>
        </tr>
      </thead>
      <tbody>
        {curve.map(({ threshold, kept, coverage, agreement, agreementAtLeast }) => (
          <tr key={threshold}>
            <th scope="row" className="num">
              {formatNumber(threshold, 3)}
            </th>
            <td className="num">{formatCount(kept)}</td>
            <td className="num">{formatNumber(coverage * 100, 0)}</td>
            <td className="num">{formatNumber(agreement)}</td>
            <td className="num">{formatNumber(agreementAtLeast)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
