import { Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { OpenDemo } from "@/components/projects/open-demo";
import { ProjectRows } from "@/components/projects/project-rows";
import { MyRounds } from "@/components/rounds/my-rounds";
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
import { listMyRounds } from "@/lib/rounds/progress";
import { openDemoAction } from "./actions";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage() {
  const actor = await actorOrSignIn(paths.projects());
  const [all, mayCreate, rounds] = await Promise.all([listProjects(actor), mayCreateProjects(actor), listMyRounds(actor)]);
  const own = all.filter((project) => project.role !== "ANNOTATOR");
  const toAdjudicate = all.filter((project) => project.role === "ANNOTATOR" && project.mayAdjudicate && !project.archivedAt);
  const open = own.filter((project) => project.archivedAt === null);
  const archived = own.filter((project) => project.archivedAt !== null);
  const newProject = (
    <LinkButton href={paths.newProject()} variant="primary">
      <Icon of={Plus} />
      New project
    </LinkButton>
  );
  const hasDemo = all.some((project) => project.isDemo);
  const labelsOnly = own.length === 0 && !mayCreate;
  return (
    <WorkspaceShell actor={actor}>
      <PageHead
        title={labelsOnly ? "Your rounds" : "Projects"}
        actions={
          mayCreate && own.length > 0 ? (
            <>
              {hasDemo ? null : <OpenDemo action={openDemoAction} />}
              {newProject}
            </>
          ) : null
        }
      >
        {own.length > 0 ? formatQuantity(open.length, "project") : null}
      </PageHead>
      {labelsOnly && rounds.length > 0 ? <MyRounds rounds={rounds} primary /> : null}
      {toAdjudicate.length > 0 ? (
        <Section title="To adjudicate" note="Where labels part, your answer is the one that stands.">
          <ul className="grid gap-1">
            {toAdjudicate.map(({ slug, name }) => (
              <li key={slug}>
                <Link className="data-link" href={paths.adjudicate(slug)}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {labelsOnly && rounds.length === 0 ? (
        <EmptyState title="Nothing to label yet">
          {all.length > 0
            ? `You are an annotator of ${all.map((project) => project.name).join(", ")}. When a round begins in which you take part, it stands here.`
            : "You are in no project. Open the link of your invitation, or ask for one."}
        </EmptyState>
      ) : null}
      {!labelsOnly && rounds.length > 0 ? (
        <div className="mb-8">
          <h2 className="mb-3">Your rounds</h2>
          <MyRounds rounds={rounds} primary={false} />
        </div>
      ) : null}
      {mayCreate && own.length === 0 ? (
        <EmptyState
          title="Make the first project"
          actions={
            <>
              {newProject}
              <OpenDemo action={openDemoAction} />
            </>
          }
        >
          A project holds the comparisons of one study, the people and judges who label them, and the results. The demo is one
          whose texts, people and judges we made up, with every page alive.
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
  const { createdAt, archivedAt: _archivedAt, mayAdjudicate: _may, ...row } = project;
  return { ...row, createdAt: createdAt.toISOString() };
}
