import type { Metadata } from "next";
import { CopyLink } from "@/components/agreement/copy-link";
import { FilterBar } from "@/components/agreement/filter-bar";
import { ModelsBody } from "@/components/models/models-body";
import { toModelFilters } from "@/components/models/to-model-filters";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { listFilterChoices } from "@/lib/agreement/queries";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listRoundNumbers } from "@/lib/comparisons/list-round-numbers";
import { formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { listCriteria } from "@/lib/projects/queries";
import { findModels } from "@/lib/ranking/queries";
import { ModelsView } from "@/lib/ranking/schema";

export const metadata: Metadata = { title: "Models" };

interface ModelsPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function ModelsPage({ params, searchParams }: ModelsPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const [criteria, rounds, choices] = await Promise.all([
    listCriteria(actor, project.id),
    listRoundNumbers(actor, project.id),
    listFilterChoices(actor, project.id),
  ]);
  const { values, problem } = readPageQuery(ModelsView, await searchParams);
  const { criterion: asked, ...options } = values;
  const criterion = criteria.find(({ key, id }) => key === asked || id === asked)?.key;
  const { shown, problem: unknown } = await orNotFound(findModels(actor, project.id, { ...options, criterion }));
  return (
    <>
      <PageHead
        title="Models"
        actions={
          <>
            <CopyLink />
            <CopyCsv table="strengths" />
          </>
        }
      >
        Which models people prefer, which a judge prefers, and whether both put them in the same order. As of{" "}
        <Time at={shown.people.generatedAt} />.
      </PageHead>
      {problem || unknown || (asked && !criterion) ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem ?? unknown ?? `There is no criterion “${asked}”.`} The page shows what stands there by itself.
        </Notice>
      ) : null}
      <FilterBar
        filters={toModelFilters(
          shown,
          criteria.map(({ key }) => key),
          { rounds, choices },
        )}
        days={{ from: shown.people.filters.from ?? "", to: shown.people.filters.to ?? "" }}
        summary={formatQuantity(shown.people.models.length, "model")}
      />
      <ModelsBody project={project.slug} shown={shown} />
    </>
  );
}
