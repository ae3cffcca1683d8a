import type { Metadata } from "next";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { toVerdictFilters } from "@/components/verdict/to-verdict-filters";
import { VerdictBody } from "@/components/verdict/verdict-body";
import { listFilterChoices } from "@/lib/agreement/queries";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { listCriteria } from "@/lib/projects/queries";
import { findVerdict } from "@/lib/verdict/get-verdict";
import { VerdictView } from "@/lib/verdict/schema";

export const metadata: Metadata = { title: "Verdict" };

interface VerdictPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function VerdictPage({ params, searchParams }: VerdictPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds, choices] = await Promise.all([
    listCriteria(actor, project.id),
    listRoundNumbers(actor, project.id),
    listFilterChoices(actor, project.id),
  ]);
  const { values, problem } = readPageQuery(VerdictView, await searchParams);
  const { criterion: asked, ...view } = values;
  const criterion = criteria.find(({ key, id }) => key === asked || id === asked)?.key;
  const { verdict, problem: unknown } = await orNotFound(findVerdict(actor, project.id, { ...view, criterion }));
  return (
    <>
      <PageHead title="May this judge replace an annotator here?" actions={<CopyLink />}>
        {verdict ? (
          <>
            As of <Time at={verdict.generatedAt} />.
          </>
        ) : (
          "For each person: is the judge at least as close to the other people as this person is?"
        )}
      </PageHead>
      {problem || unknown || (asked && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown ?? `There is no criterion “${asked}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      {verdict ? (
        <>
          <FilterBar
            filters={toVerdictFilters(
              verdict,
              criteria.map(({ key }) => key),
              rounds,
              choices,
            )}
            days={{ from: verdict.filters.from ?? "", to: verdict.filters.to ?? "" }}
            summary={formatQuantity(verdict.counted.comparisons, "comparison")}
          />
          <VerdictBody project={project.slug} verdict={verdict} />
        </>
      ) : (
        <div className="mt-6">
          <EmptyState
            title="No judge has labelled here"
            actions={
              <LinkButton variant="primary" href={paths.judges(project.slug)}>
                See the judges
              </LinkButton>
            }
          >
            <p>The verdict needs a judge’s labels on comparisons that three people or more labelled, thirty each.</p>
          </EmptyState>
        </div>
      )}
    </>
  );
}
