import type { Metadata } from "next";
import { DisputeList } from "@/components/adjudicate/dispute-list";
import { RuleForm } from "@/components/adjudicate/rule-form";
import { FilterBar } from "@/components/agreement/filter-bar";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Pager } from "@/components/ui/layout/pager";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getAdjudicated } from "@/lib/adjudication/access";
import { getDisputedPage } from "@/lib/adjudication/queue";
import { AdjudicateQuery } from "@/lib/adjudication/schema";
import { getRuleSetting, listQueueCriteria } from "@/lib/adjudication/settings";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatCount, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { saveAdjudicationRuleAction } from "./actions";

export const metadata: Metadata = { title: "Adjudicate" };

interface AdjudicatePageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

const EMPTY = {
  open: "Nothing waits for an adjudicator under the project’s rule. What people label next may.",
  second: "Nobody asks for a second opinion.",
  settled: "No final answer was given yet.",
};

export default async function AdjudicatePage({ params, searchParams }: AdjudicatePageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getAdjudicated(actor, projectId));
  const criteria = await listQueueCriteria(project.id);
  const { values, problem } = readPageQuery(AdjudicateQuery, await searchParams);
  const known = criteria.some(({ key }) => key === values.criterion);
  const query = { ...values, criterion: known ? values.criterion : criteria[0]?.key };
  const [page, setting] = await Promise.all([getDisputedPage(actor, project.id, query), getRuleSetting(actor, project.id)]);

  const list = new URLSearchParams({ criterion: page.criterion.key, ...(query.show === "open" ? {} : { show: query.show }) });
  const pageHref = (after: string | null) =>
    after === null ? null : `${paths.adjudicate(project.slug)}?${list}${after === "" ? "" : `&after=${after}`}`;
  const hrefOf = (id: string) => `${paths.adjudicateOne(project.slug, id)}?${list}`;
  return (
    <>
      <PageHead
        title="Adjudicate"
        actions={
          page.first && project.mayAnswer && query.show !== "settled" ? (
            <LinkButton variant="primary" href={hrefOf(page.first)}>
              Begin
            </LinkButton>
          ) : null
        }
      >
        Comparisons whose labels part on “{page.criterion.question}”, the furthest apart first.{" "}
        {project.mayAnswer
          ? "Your answer is the one that stands."
          : "You read this queue; an owner says on the members’ page who answers."}
      </PageHead>
      {problem ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={[
          {
            name: "show",
            label: "Show",
            value: query.show,
            standing: "open",
            options: [
              { value: "open", label: "what waits" },
              { value: "second", label: "second opinions" },
              { value: "settled", label: "what is settled" },
            ],
          },
          {
            name: "criterion",
            label: "Criterion",
            value: page.criterion.key,
            standing: criteria[0]?.key ?? "",
            options: criteria.map(({ key }) => ({ value: key, label: key })),
          },
        ]}
        voids={["after"]}
        summary={formatQuantity(page.total, "comparison")}
      />
      {page.keptBack > 0 ? (
        <p className="note mt-3">
          {formatQuantity(page.keptBack, "more comparison")} {page.keptBack === 1 ? "is" : "are"} kept back: you have still to
          label {page.keptBack === 1 ? "it" : "them"} yourself, without knowing what others said.
        </p>
      ) : null}
      {page.total === 0 ? (
        <div className="mt-6">
          <EmptyState title={query.show === "open" ? "Nothing to adjudicate" : "Nothing here"}>{EMPTY[query.show]}</EmptyState>
        </div>
      ) : (
        <>
          <DisputeList comparisons={page.comparisons} hrefOf={hrefOf} />
          <Pager
            summary={`${formatCount(page.from + 1)} to ${formatCount(page.from + page.comparisons.length)} of ${formatCount(page.total)}`}
            previous={pageHref(page.previous)}
            next={pageHref(page.next)}
          />
        </>
      )}
      {setting ? (
        <Section
          title="Which comparisons come here"
          note="For any reason that is ticked, on people’s labels that are data. One for which a second opinion was asked always comes. Changing it takes no answer back."
        >
          <RuleForm project={project.slug} rule={setting.rule} judges={setting.judges} action={saveAdjudicationRuleAction} />
        </Section>
      ) : null}
    </>
  );
}
