import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { findProject } from "@/lib/auth/access";
import { actorOrSignIn, findActor } from "@/lib/auth/actor";
import { findOperatorAccess } from "@/lib/auth/operator-access";
import { countProject } from "@/lib/projects/queries";

interface LayoutProps {
  params: Promise<{ projectId: string }>;
  children: ReactNode;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const actor = await findActor();
  const project = actor ? await findProject(actor, (await params).projectId, "read") : null;
  const name = project?.name ?? "Project";
  return { title: { default: name, template: `%s · ${name} · Concord` } };
}

export default async function ProjectLayout({ params, children }: LayoutProps) {
  const actor = await actorOrSignIn();
  const { projectId } = await params;
  const reader = await findProject(actor, projectId, "read");
  const project = reader ?? (await findProject(actor, projectId, "annotate"));
  if (!project) notFound();
  const [counts, operatorUntil] = await Promise.all([
    reader ? countProject(actor, project.id) : null,
    project.role === null ? findOperatorAccess(actor, project.id) : null,
  ]);
  return (
    <WorkspaceShell
      actor={actor}
      project={{
        slug: project.slug,
        name: project.name,
        isDemo: project.isDemo,
        isArchived: project.archivedAt !== null,
        operatorUntil: operatorUntil?.toISOString() ?? null,
        adjudicates: project.role === "OWNER" || project.mayAdjudicate,
        counts,
      }}
    >
      {children}
    </WorkspaceShell>
  );
}
