import type { AgreementReport } from "@/lib/agreement/types";
import { paths } from "@/lib/paths";
import { BesideJudges, EveryCoefficient, Headline, Matrices, SameNumbers } from "./agreement-sections";
import { type Rules, toRules, toRulesQuery } from "./behind/hrefs";
import { type SortKey, toSortKey } from "./coefficient-rows";
import { NothingCounts, WhatIsMissing } from "./empty-agreement";
import { ScoreConfusion } from "./score-confusion";
import { BothRulesPanel } from "./slices/both-rules-panel";
import { CoveragePanel } from "./slices/coverage-panel";
import { TensionPanel } from "./slices/tension-panel";
import { WhereItHolds } from "./slices/where-it-holds";
import { toCommand } from "./to-command";

export interface AgreementBodyProps {
  project: string;
  report: AgreementReport;
  /** The address: `sort` is the column of the table of coefficients, `judge` whose scores are held against people's. */
  query: Record<string, string | string[] | undefined>;
}

/** All that the report says, from the one figure to the last table. */
export function AgreementBody({ project, report, query }: AgreementBodyProps) {
  if (report.annotators.every((annotator) => annotator.labels === 0)) {
    return (
      <div className="mt-6">
        <NothingCounts project={project} report={report} />
      </div>
    );
  }
  const rules = toRules(report);
  const sorted = toSortKey(query.sort);
  const here = (extra: Record<string, string>) => {
    const address = toRulesQuery(rules);
    if (sorted) address.set("sort", sorted);
    if (report.intervals === "anytime") address.set("intervals", report.intervals);
    for (const [name, value] of Object.entries(extra)) address.set(name, value);
    return `${paths.agreement(project)}?${address}`;
  };
  const { shown, others } = chooseJudge(report, query.judge, here);
  return (
    <>
      <WhatIsMissing project={project} report={report} />
      <div className="cols ag-top">
        <Headline project={project} rules={rules} report={report} />
        <BesideJudges project={project} rules={rules} report={report} />
      </div>
      <EveryCoefficient
        project={project}
        rules={rules}
        report={report}
        sorted={sorted}
        sortHref={(key: SortKey) => here({ sort: key })}
      />
      <WhereItHolds
        sources={{ project, rules, report, judge: shown && { id: shown.judge.annotator, name: shown.name } }}
        others={others}
      />
      <Standing project={project} rules={rules} report={report} />
      <Matrices
        project={project}
        rules={rules}
        report={report}
        confusion={
          shown ? (
            <ScoreConfusion
              project={project}
              rules={rules}
              report={report}
              judge={shown.judge}
              name={shown.name}
              others={others}
            />
          ) : null
        }
      />
      <SameNumbers command={toCommand(project, report)} />
    </>
  );
}

/** What stands behind the figures: who labelled how much, what the rule for ties makes of it, and how criteria go together. */
function Standing({ project, rules, report }: { project: string; rules: Rules; report: AgreementReport }) {
  return (
    <section className="section" aria-labelledby="standing">
      <h2 className="sr-only" id="standing">
        What the figures stand on
      </h2>
      <div className="cols c2">
        <CoveragePanel project={project} rules={rules} report={report} />
        <div className="grid grid-cols-1 content-start gap-6">
          <BothRulesPanel project={project} rules={rules} report={report} />
          <TensionPanel project={project} report={report} />
        </div>
      </div>
    </section>
  );
}

/** The judge that is held against people, and the others. */
function chooseJudge(
  report: AgreementReport,
  asked: string | string[] | undefined,
  here: (extra: Record<string, string>) => string,
) {
  const named = report.judges
    .filter((judge) => judge.pairs > 0)
    .map((judge) => ({ judge, name: report.annotators.find(({ id }) => id === judge.annotator)?.name ?? judge.annotator }));
  const shown = named.find(({ judge }) => judge.annotator === asked) ?? named[0] ?? null;
  const others = named
    .filter((other) => other !== shown)
    .map(({ judge, name }) => ({ id: judge.annotator, name, href: here({ judge: judge.annotator }) }));
  return { shown, others };
}
