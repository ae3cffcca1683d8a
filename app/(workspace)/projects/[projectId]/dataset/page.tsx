import { FileUp } from "lucide-react";
import type { Metadata } from "next";
import { BrowseList } from "@/components/dataset/browse/browse-list";
import { toDatasetHref } from "@/components/dataset/browse/hrefs";
import { ImportList } from "@/components/dataset/browse/import-list";
import { RefusedRows } from "@/components/dataset/import/refused-rows";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listPage } from "@/lib/datasets/browse/list-page";
import { getDatasetOverview, getRefusedRows } from "@/lib/datasets/browse/queries";
import { BrowseQuery, RefusedQuery } from "@/lib/datasets/browse-schema";
import type { DatasetOverview } from "@/lib/datasets/browse-types";
import { formatCount, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Dataset" };

interface DatasetPageProps {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function DatasetPage({ params, searchParams }: DatasetPageProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const asked = await searchParams;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  const overview = await orNotFound(getDatasetOverview(actor, project.id));
  const importFile =
    project.role !== null && project.archivedAt === null ? (
      <LinkButton href={paths.importDataset(project.slug)} variant="primary">
        <Icon of={FileUp} />
        Import a file
      </LinkButton>
    ) : null;
  if (overview.comparisons === 0 && overview.importCount === 0) {
    return (
      <>
        <PageHead title="Dataset" />
        <EmptyState title="No comparison yet" actions={importFile}>
          A comparison is a prompt with two responses. Import a file of your own, or try one of the samples that the import page
          offers.
        </EmptyState>
      </>
    );
  }
  const { values: query, problem } = readPageQuery(BrowseQuery, asked);
  const { refused: datasetId } = readPageQuery(RefusedQuery, asked).values;
  const [page, refused] = await Promise.all([
    listPage(actor, project.id, query),
    datasetId ? orNotFound(getRefusedRows(actor, project.id, datasetId)) : null,
  ]);
  return (
    <>
      <PageHead title="Dataset" actions={importFile}>
        <Facts overview={overview} withdrawnHref={toDatasetHref(project.slug, { only: "withdrawn" })} />
      </PageHead>
      {problem ? (
        <Notice tone="warn" title="The address asks for what there is not." className="mb-4">
          {problem} The page shows everything instead.
        </Notice>
      ) : null}
      <BrowseList project={project.slug} query={query} page={page} overview={overview} />
      {overview.importCount > 0 ? (
        <ImportList project={project.slug} query={query} imports={overview.imports} count={overview.importCount} />
      ) : null}
      {refused ? (
        <div id="refused-rows">
          <RefusedRows refused={refused.rows} count={refused.count} />
          <p className="note mt-2">These rows of {refused.fileName} were left out when it was imported.</p>
        </div>
      ) : null}
    </>
  );
}

function Facts({ overview, withdrawnHref }: { overview: DatasetOverview; withdrawnHref: string }) {
  return (
    <>
      {formatQuantity(overview.comparisons, "comparison")}
      {overview.importCount > 0 ? (
        <>
          {" "}
          from <a href="#imports">{formatQuantity(overview.importCount, "import")}</a>
        </>
      ) : null}
      {overview.withdrawn > 0 ? (
        <>
          , <a href={withdrawnHref}>{formatQuantity(overview.withdrawn, "withdrawn", "withdrawn")}</a>
          {overview.withdrawnLabels.labels > 0
            ? ` with ${formatQuantity(overview.withdrawnLabels.labels, "label")}${overview.withdrawnLabels.late > 0 ? `, ${formatCount(overview.withdrawnLabels.late)} of them given after the withdrawal` : ""}: kept, and counted nowhere`
            : ""}
        </>
      ) : null}
      .
    </>
  );
}
