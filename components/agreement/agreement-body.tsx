import type { AgreementReport } from "@/lib/agreement/types";
import { paths } from "@/lib/paths";
import { BesideJudges, EveryCoefficient, Headline, Matrices, SameNumbers } from "./agreement-sections";
import { type Rules, toRules, toRulesQuery } from "./behind/hrefs";
import { type SortKey, toSortKey } from "./coefficient-rows";
import { NothingCounts, WhatIsMissing } from "./empty-agreement";
import { ScoreConfusion } from "./score-confusion";
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
    for (const [name, value] of Object.entries(extra)) address.set(name, value);
    return `${paths.agreement(project)}?${address}`;
  };
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
      <Matrices
        project={project}
        rules={rules}
        report={report}
        confusion={<Confusion project={project} rules={rules} report={report} asked={query.judge} here={here} />}
      />
      <SameNumbers command={toCommand(project, report)} />
    </>
  );
}

interface ConfusionProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
  asked: string | string[] | undefined;
  here: (extra: Record<string, string>) => string;
}

function Confusion({ project, rules, report, asked, here }: ConfusionProps) {
  const named = report.judges
    .filter((judge) => judge.pairs > 0)
    .map((judge) => ({ judge, name: report.annotators.find(({ id }) => id === judge.annotator)?.name ?? judge.annotator }));
  const shown = named.find(({ judge }) => judge.annotator === asked) ?? named[0];
  if (!shown) return null;
  return (
    <ScoreConfusion
      project={project}
      rules={rules}
      report={report}
      judge={shown.judge}
      name={shown.name}
      others={named
        .filter((other) => other !== shown)
        .map(({ judge, name }) => ({ id: judge.annotator, name, href: here({ judge: judge.annotator }) }))}
    />
  );
}
