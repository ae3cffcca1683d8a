import type { Metadata } from "next";
import Link from "next/link";
import { startRevisionsAction } from "@/app/(workspace)/projects/[projectId]/revisions/actions";
import { RevisionForm } from "@/components/revisions/revision-form";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { LinkButton } from "@/components/ui/link-button";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listConstitutions } from "@/lib/constitutions/queries";
import { orNotFound } from "@/lib/http/or-not-found";
import { listEndpoints } from "@/lib/judges/endpoints";
import { proposeSeed } from "@/lib/judges/runs/propose-seed";
import { paths } from "@/lib/paths";
import { newRevisionTexts } from "@/lib/revisions/form-schema";
import { listRevisionTargets } from "@/lib/revisions/runs/list-targets";

export const metadata: Metadata = { title: "New run of revisions" };

export default async function NewRevisionsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const actor = await actorOrSignIn();
  const project = await orNotFound(getProject(actor, (await params).projectId, "research"));
  const [endpoints, constitutions, targets] = await Promise.all([
    listEndpoints(actor, project.id),
    listConstitutions(actor, project.id),
    listRevisionTargets(actor, project.id),
  ]);
  const isReady = endpoints.length > 0 && constitutions.length > 0;
  return (
    <>
      <PageHead title="New run" crumb={<Link href={paths.revisions(project.slug)}>Revisions</Link>}>
        Nothing of it changes once it has started; whatever it makes is kept with what it was made from.
      </PageHead>
      {isReady ? (
        <RevisionForm
          action={startRevisionsAction}
          project={project.slug}
          endpoints={endpoints.map(({ name }) => name)}
          constitutions={constitutions.map(({ name, versions }) => `${name} v${versions[0]?.version ?? 1}`)}
          initial={newRevisionTexts(proposeSeed())}
          {...targets}
        />
      ) : (
        <EmptyState
          title={endpoints.length === 0 ? "No endpoint yet" : "No constitution yet"}
          actions={
            endpoints.length === 0 ? (
              <LinkButton href={paths.newJudge(project.slug)}>Add one with a judge</LinkButton>
            ) : (
              <LinkButton href={paths.constitutions(project.slug)}>Add a constitution</LinkButton>
            )
          }
        >
          <p>A run asks a model at an endpoint, by the principles of a constitution.</p>
        </EmptyState>
      )}
    </>
  );
}
