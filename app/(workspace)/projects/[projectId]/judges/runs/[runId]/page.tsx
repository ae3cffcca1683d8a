import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import * as z from "zod";
import { RunView } from "@/components/judges/runs/run-view";
import { PageHead } from "@/components/ui/layout/page-head";
import { Shape } from "@/components/ui/shape";
import { Time } from "@/components/ui/time";
import { getProject } from "@/lib/auth/access";
import { actorOrSignIn } from "@/lib/auth/actor";
import { orNotFound } from "@/lib/http/or-not-found";
import { getRunProgress } from "@/lib/judges/runs/run-progress";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: { params: Promise<{ projectId: string; runId: string }> }) {
  const actor = await actorOrSignIn();
  const { projectId, runId } = await params;
  const project = await orNotFound(getProject(actor, projectId, "read"));
  if (!z.uuid().safeParse(runId).success) notFound();
  const progress = await orNotFound(getRunProgress(actor, runId, project.id));
  const { judge } = progress;
  return (
    <>
      <PageHead
        title={
          <>
            <Shape kind="AI" />
            <span className="ml-2">{judge.name}</span> <span className="quiet font-normal">v{judge.version}, run</span>
          </>
        }
        crumb={<Link href={paths.judge(project.slug, judge.id, judge.version)}>{`${judge.name} v${judge.version}`}</Link>}
      >
        Started <Time at={progress.createdAt} />
        {progress.finishedAt ? (
          <>
            , ended <Time at={progress.finishedAt} />.
          </>
        ) : (
          ". It goes on when this page is closed and when the server restarts."
        )}
      </PageHead>
      <RunView project={project.slug} initial={progress} mayControl={project.role !== null && project.archivedAt === null} />
    </>
  );
}
