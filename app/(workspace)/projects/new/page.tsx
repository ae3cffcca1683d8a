import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { NewProjectForm } from "@/components/projects/new-project-form";
import { PageHead } from "@/components/ui/layout/page-head";
import { actorOrSignIn } from "@/lib/auth/actor";
import { paths } from "@/lib/paths";
import { mayCreateProjects } from "@/lib/projects/create-project";
import { listCustomScales, listPresetChoices } from "@/lib/projects/preset-choices";
import { createProjectAction } from "./actions";

export const metadata: Metadata = { title: "New project" };

export default async function NewProjectPage() {
  const actor = await actorOrSignIn(paths.newProject());
  if (!(await mayCreateProjects(actor))) notFound();
  return (
    <WorkspaceShell actor={actor}>
      <PageHead title="New project" crumb={<Link href={paths.projects()}>Projects</Link>}>
        One study: its comparisons, the people and judges who label them, and the results.
      </PageHead>
      <NewProjectForm action={createProjectAction} presets={listPresetChoices()} customScales={listCustomScales()} />
    </WorkspaceShell>
  );
}
