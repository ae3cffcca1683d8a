import type { ReactNode } from "react";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import { CopyText } from "@/components/ui/form/copy-text";
import { Section } from "@/components/ui/layout/section";
import { Shape } from "@/components/ui/shape";
import type { AgreementReport } from "@/lib/agreement/types";
import type { Rules } from "./behind/hrefs";
import { type CoefficientRow, type SortKey, sortRows, toCoefficientRows } from "./coefficient-rows";
import { CoefficientTable } from "./coefficient-table";
import { toHeadlineRows } from "./headline-rows";
import { CeilingTable, LengthTable, MajorityTable, PositionBars } from "./judges-beside";
import { PairFigures } from "./pair-figures";
import { toCommand } from "./to-command";
import { describeMethod, describeRules, describeUnreadable, ENOUGH } from "./words";

interface ReportProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** How far everyone agrees with people, in one figure: the answer that the page is opened for. */
export function Headline({ project, rules, report }: ReportProps) {
  const rows = toHeadlineRows(report, project, rules);
  const people = toCoefficientRows(report).find((row) => row.kind === "HUMAN");
  const isSeen = people && people.comparisons >= ENOUGH;
  return (
    <section aria-label="Agreement in preference">
      <Panel
        name="agreement-in-preference"
        heading="h2"
        title="Agreement in preference"
        definition="Share of pairs of labels on one comparison with the same preference: of people among themselves, the ceiling, and of each judge with every person. A judge is never counted among the people it is held against. Always read it beside the base rate, which somebody reaches who never looks."
        counted={report.counted}
        foot={
          <>
            Share of pairs of labels with the same preference. {describeRules(report)} {describeUnreadable(report)}{" "}
            {people && people.agreement.estimate !== null ? describeMethod(people.agreement) : ""}{" "}
            {report.intervals === "anytime" ? ANYTIME : null} <a href="#coefficients">Table</a>
          </>
        }
        paper={toPaperSentence(
          "Raw agreement: share of pairs of labels with the same preference, of people among themselves and of each judge with each person",
          report,
          people?.agreement,
        )}
        command={toCommand(project, report)}
        isTable={false}
      >
        <p className="legend mb-2 gap-4">
          <Key kind="HUMAN">people</Key>
          <Key kind="AI">judge with people</Key>
          <Key kind="BASELINE">baseline</Key>
        </p>
        <IntervalPlot
          title="Agreement in preference with people, with 95&nbsp;% intervals"
          rows={rows}
          ceiling={isSeen ? people.agreement : null}
          valueHead="agreement"
          countHead="pairs"
        />
      </Panel>
    </section>
  );
}

const ANYTIME =
  "For those who watch while labels arrive: these intervals hold at every look at once, and are wider for it. Coefficients beyond chance keep those for one look.";

function Key({ kind, children }: { kind: "HUMAN" | "AI" | "BASELINE"; children: ReactNode }) {
  return (
    <span>
      <Shape kind={kind} /> {children}
    </span>
  );
}

/** What must stand beside a judge's agreement: the ceiling on its own comparisons, and what it does when responses change places. */
export function BesideJudges({ project, rules, report }: ReportProps) {
  const hasJudges = report.judges.some((judge) => judge.kind === "AI");
  if (!hasJudges) return null;
  return (
    <section className="verdict" aria-labelledby="beside">
      <h2 id="beside" className="mb-3">
        Each judge beside people
      </h2>
      <CeilingTable project={project} rules={rules} report={report} />
      <div className="mt-5">
        <MajorityTable report={report} />
      </div>
      <div className="mt-5">
        <LengthTable report={report} />
      </div>
      <div className="mt-6">
        <PositionBars project={project} rules={rules} report={report} />
      </div>
    </section>
  );
}

export interface EveryCoefficientProps extends ReportProps {
  sorted: SortKey | null;
  sortHref: (key: SortKey) => string;
  actions?: ReactNode;
}

/** All coefficients as a table. */
export function EveryCoefficient({ project, rules, report, sorted, sortHref, actions }: EveryCoefficientProps) {
  const rows = toCoefficientRows(report);
  return (
    <Section title="Every coefficient" note="Numbers open the comparisons behind them." actions={actions}>
      <CoefficientTable
        id="coefficients"
        caption={`Agreement coefficients with 95\u00A0% intervals. ${describeRules(report)}`}
        project={project}
        rules={rules}
        rows={sortRows(rows, sorted)}
        sorted={sorted}
        sortHref={sortHref}
        foot={<CoefficientFoot report={report} rows={rows} />}
      />
    </Section>
  );
}

function CoefficientFoot({ report, rows }: { report: AgreementReport; rows: readonly CoefficientRow[] }) {
  const example = rows.find((row) => row.agreement.estimate !== null);
  return (
    <>
      {describeRules(report)} {example ? describeMethod(example.agreement) : ""} κ, nominal α and AC1 on preference, ordinal α on
      the signed score. For people, κ is Scott’s π: neither of the two comes first.
    </>
  );
}

/** The tables of everyone with everyone, and of score with score. */
export function Matrices({ project, rules, report, confusion }: ReportProps & { confusion: ReactNode }) {
  if (report.pairs.length === 0) return null;
  return (
    <section className="section" aria-labelledby="matrices">
      <h2 className="sr-only" id="matrices">
        Matrices
      </h2>
      <div className="cols c2">
        {confusion}
        <PairFigures project={project} rules={rules} report={report} />
      </div>
    </section>
  );
}

/** How to get the same numbers without this page. */
export function SameNumbers({ command }: { command: string }) {
  return (
    <Section
      title="The same numbers elsewhere"
      note="The command prints what this page shows, not rounded; the API answers the same document."
    >
      <div className="max-w-3xl">
        <CopyText label="Recompute them where Concord is installed" text={command} />
      </div>
    </Section>
  );
}
