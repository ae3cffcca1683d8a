import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import * as z from "zod";
import { compareRevisionsAction } from "@/app/(workspace)/projects/[projectId]/revisions/actions";
import { ChainTable } from "@/components/revisions/chain-table";
import { PanelTable } from "@/components/revisions/panel-table";
import { RunResults } from "@/components/revisions/run-results";
import { RunView } from "@/components/revisions/run-view";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Time } from "@/components/ui/time";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { type PageQuery, readPageQuery } from "@/lib/http/page-query";
import { paths } from "@/lib/paths";
import { getRevisionPanel } from "@/lib/revisions/results/panel";
import { listChains } from "@/lib/revisions/review/get-chain";
import { getRevisionProgress } from "@/lib/revisions/runs/run-progress";

export const metadata: Metadata = { title: "Run of revisions" };

const CHAINS_SHOWN = 50;
const Query = z.strictObject({
  from: z.coerce.number().int().min(1).max(10_000_000).default(1),
  criterion: z.string().max(100).optional(),
});

interface RevisionRunPageProps {
  params: Promise<{ projectId: string; runId: string }>;
  searchParams: Promise<PageQuery>;
}

export default async function RevisionRunPage({ params, searchParams }: RevisionRunPageProps) {
  const actor = await actorOrSignIn();
  const { projectId, runId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  if (!z.uuid().safeParse(runId).success) notFound();
  const { values } = readPageQuery(Query, await searchParams);
  const progress = await orNotFound(getRevisionProgress(actor, runId, project.id));
  const [panel, chains] = await Promise.all([
    orNotFound(getRevisionPanel(actor, project.id, runId, values.criterion)),
    listChains(runId, { from: values.from, limit: CHAINS_SHOWN }),
  ]);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const { constitution } = progress;
  return (
    <>
      <PageHead title={progress.name} crumb={<Link href={paths.revisions(project.slug)}>Revisions</Link>}>
        <code className="font-mono text-xs">{progress.model}</code> at {progress.endpoint}, by{" "}
        <Link href={paths.constitution(project.slug, constitution.id, constitution.version)}>
          {constitution.name} v{constitution.version}
        </Link>
        . Started <Time at={progress.createdAt} />
        {progress.finishedAt ? (
          <>
            , ended <Time at={progress.finishedAt} />.
          </>
        ) : (
          ". It goes on when this page is closed and when the server restarts."
        )}
      </PageHead>
      <RunView project={project.slug} initial={progress} mayControl={mayWrite} />
      <Section
        title="By revision"
        note="Length of the texts, and how people and judges prefer them, from the labels on comparisons made of this run."
        actions={<CopyCsv table="revision-panel" />}
      >
        <PanelTable panel={panel} />
      </Section>
      <Section
        title="What to do with the texts"
        note="Comparisons go into the dataset, where rounds and judges find them. Nobody who labels is told which response is the revised one."
      >
        <RunResults
          project={project.slug}
          runId={runId}
          revisions={progress.revisions}
          compare={mayWrite ? compareRevisionsAction : undefined}
        />
      </Section>
      <Section title="Chains" note="Open one to read and review its steps.">
        <ChainTable project={project.slug} runId={runId} chains={chains} total={progress.chains.total} limit={CHAINS_SHOWN} />
      </Section>
    </>
  );
}
