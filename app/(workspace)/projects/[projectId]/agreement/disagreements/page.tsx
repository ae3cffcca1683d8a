import type { Metadata } from "next";
import Link from "next/link";
import { sendToAdjudicationAction } from "@/app/(workspace)/projects/[projectId]/agreement/disagreements/actions";
import { ChooseComparisons } from "@/components/agreement/behind/choose-comparisons";
import { BEHIND_VOIDS, toBehindFilters } from "@/components/agreement/behind/filters";
import { toBehindHref, toCountedBehind, toListQuery, toRules, toRulesQuery } from "@/components/agreement/behind/hrefs";
import { KindLinks } from "@/components/agreement/behind/kind-links";
import { NothingBehind } from "@/components/agreement/behind/nothing-behind";
import { SearchTexts } from "@/components/agreement/behind/search-texts";
import { toEditable, toStandingList } from "@/components/agreement/behind/standing-list";
import { describeBehind, ORDER_WORDS } from "@/components/agreement/behind/words";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { toRuleFilters } from "@/components/agreement/rule-filters";
import { describeRules } from "@/components/agreement/words";
import { ComparisonList } from "@/components/comparisons/comparison-list";
import { toLanes } from "@/components/comparisons/lanes";
import { PageHead } from "@/components/ui/layout/page-head";
import { Pager } from "@/components/ui/layout/pager";
import { Notice } from "@/components/ui/notice";
import { findAgreementReport, listBehind, listFilterChoices } from "@/lib/agreement/queries";
import { AgreementOptions, BehindQuery } from "@/lib/agreement/schema";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatCount, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { listCriteria } from "@/lib/projects/queries";
import { listRounds } from "@/lib/rounds/queries";

export const metadata: Metadata = { title: "Disagreements" };

interface DisagreementsPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function DisagreementsPage({ params, searchParams }: DisagreementsPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const query = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds, choices] = await Promise.all([
    listCriteria(actor, project.id),
    listRoundNumbers(actor, project.id),
    listFilterChoices(actor, project.id),
  ]);
  const { criterion: asked, ...options } = readPageQuery(AgreementOptions, query).values;
  const criterion = criteria.find(({ key, id }) => key === asked || id === asked)?.key;
  const { report, problem: unknown } = await orNotFound(findAgreementReport(actor, project.id, { ...options, criterion }));
  const { values, problem } = readPageQuery(BehindQuery, query, query.of ? {} : toStandingList(report));
  const behind = toCountedBehind(values, report);
  const page = await orNotFound(listBehind(actor, project.id, behind));

  const rules = toRules(report);
  const list = toListQuery(behind);
  const nameOf = (id: string) => report.annotators.find((annotator) => annotator.id === id)?.name ?? "an annotator";
  const judge = behind.of === "judge" ? report.annotators.find(({ id }) => id === behind.judge)?.judge : null;
  const pageHref = (after: string | null) =>
    after === null ? null : `${paths.disagreements(project.slug)}?${list}${after === "" ? "" : `&after=${after}`}`;
  const mayWrite = project.role !== null && project.archivedAt === null;
  const drafts = mayWrite
    ? (await listRounds(actor, project.id)).filter(({ state, kind }) => state === "DRAFT" && kind === "LABELLING")
    : [];
  const comparisons = (
    <ComparisonList
      label="Comparisons"
      comparisons={page.comparisons}
      lanes={toLanes(behind, nameOf)}
      hrefOf={({ id }) => `${paths.comparison(project.slug, id)}?${list}`}
      canChoose={mayWrite}
    />
  );
  return (
    <>
      <PageHead
        title={behind.kind || behind.outcome === "disagree" ? "Disagreements" : "Comparisons behind a number"}
        crumb={<Link href={`${paths.agreement(project.slug)}?${toRulesQuery(rules)}`}>Agreement</Link>}
        actions={<CopyLink />}
      >
        {describeBehind(behind, nameOf)}. {behind.position ? "" : `First: ${ORDER_WORDS[behind.sort]}. `}
        {describeRules(report)}
      </PageHead>
      {problem || unknown ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={[
          ...toBehindFilters(behind, report.annotators),
          ...toRuleFilters({ report, criteria: criteria.map(({ key }) => key), rounds, choices }),
        ]}
        days={{ from: report.filters.from ?? "", to: report.filters.to ?? "" }}
        voids={BEHIND_VOIDS}
        summary={formatQuantity(page.total, "comparison")}
      />
      <KindLinks project={project.slug} query={behind} counts={page.kinds} />
      <SearchTexts action={paths.disagreements(project.slug)} list={list} text={behind.q} />
      {judge ? (
        <p className="note mt-2">
          <Link prefetch={false} href={paths.compareVersions(project.slug, judge.id)}>
            {`What changed between versions of ${judge.name}`}
          </Link>
        </p>
      ) : null}
      {page.total === 0 ? (
        <div className="mt-6">
          <NothingBehind
            agreementHref={`${paths.agreement(project.slug)}?${toRulesQuery(rules)}`}
            allHref={toBehindHref(project.slug, rules, { of: "humans" })}
          />
        </div>
      ) : (
        <>
          {mayWrite ? (
            <ChooseComparisons
              key={`${list}${behind.after ?? ""}`}
              project={project.slug}
              criterion={report.criterion}
              send={sendToAdjudicationAction}
              drafts={drafts}
              judges={toEditable(report.annotators)}
            >
              {comparisons}
            </ChooseComparisons>
          ) : (
            comparisons
          )}
          <Pager
            summary={`${formatCount(page.from + 1)} to ${formatCount(page.from + page.comparisons.length)} of ${formatCount(page.total)}`}
            previous={pageHref(page.previous)}
            next={pageHref(page.next)}
          />
        </>
      )}
    </>
  );
}
