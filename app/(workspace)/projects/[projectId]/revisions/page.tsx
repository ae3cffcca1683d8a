import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { RunTable } from "@/components/revisions/run-table";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { paths } from "@/lib/paths";
import { listRevisionRuns } from "@/lib/revisions/runs/list-runs";

export const metadata: Metadata = { title: "Revisions" };

export default async function RevisionsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "read"));
  const runs = await listRevisionRuns(actor, project.id);
  const mayWrite = project.role !== null && project.archivedAt === null;
  const start = (
    <LinkButton variant="primary" href={paths.newRevisions(project.slug)}>
      <Icon of={Plus} />
      New run
    </LinkButton>
  );
  return (
    <>
      <PageHead title="Revisions" actions={mayWrite && runs.length > 0 ? start : null}>
        A model criticises and revises responses by the principles of a constitution, step by step: the supervised stage of
        Constitutional AI. People review the steps; the texts become comparisons and rows for fine-tuning.
      </PageHead>
      {runs.length === 0 ? (
        <EmptyState title="No run yet" actions={mayWrite ? start : null}>
          <p>A run needs an endpoint, which is added with a judge, and a constitution.</p>
        </EmptyState>
      ) : (
        <RunTable project={project.slug} runs={runs} />
      )}
    </>
  );
}
