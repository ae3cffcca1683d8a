import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { ProjectRows } from "@/components/projects/project-rows";
import { Icon } from "@/components/ui/icon";
import { EmptyState } from "@/components/ui/layout/empty-state";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { LinkButton } from "@/components/ui/link-button";
import { actorOrSignIn } from "@/lib/auth/actor";
import { formatQuantity } from "@/lib/format";
import { paths } from "@/lib/paths";
import { mayCreateProjects } from "@/lib/projects/create-project";
import { listProjects } from "@/lib/projects/queries";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage() {
  const actor = await actorOrSignIn(paths.projects());
  const [all, mayCreate] = await Promise.all([listProjects(actor), mayCreateProjects(actor)]);
  const own = all.filter((project) => project.role !== "ANNOTATOR");
  const open = own.filter((project) => project.archivedAt === null);
  const archived = own.filter((project) => project.archivedAt !== null);
  const newProject = (
    <LinkButton href={paths.newProject()} variant="primary">
      <Icon of={Plus} />
      New project
    </LinkButton>
  );
  return (
    <WorkspaceShell actor={actor}>
      <PageHead title="Projects" actions={mayCreate && own.length > 0 ? newProject : null}>
        {own.length > 0 ? formatQuantity(open.length, "project") : null}
      </PageHead>
      {mayCreate && own.length === 0 ? (
        <EmptyState title="Make the first project" actions={newProject}>
          A project holds the comparisons of one study, the people and judges who label them, and the results.
        </EmptyState>
      ) : null}
      {open.length > 0 ? <ProjectRows id="projects" caption="Your projects" projects={open.map(toRow)} /> : null}
      {archived.length > 0 ? (
        <Section title="Archived" note="Read-only. Their owners can restore them.">
          <ProjectRows id="archived" caption="Archived projects" projects={archived.map(toRow)} />
        </Section>
      ) : null}
    </WorkspaceShell>
  );
}

function toRow(project: Awaited<ReturnType<typeof listProjects>>[number]) {
  const { createdAt, archivedAt: _archivedAt, ...row } = project;
  return { ...row, createdAt: createdAt.toISOString() };
}
