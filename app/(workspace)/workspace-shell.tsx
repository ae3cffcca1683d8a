import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import type { ShellProject } from "@/components/shell/types";
import type { UserActor } from "@/lib/auth/types";
import { mayCreateProjects } from "@/lib/projects/create-project";
import { listProjects } from "@/lib/projects/queries";
import { signOutAction } from "./actions";

export interface WorkspaceShellProps {
  actor: UserActor;
  project?: ShellProject;
  children: ReactNode;
}

/** The shell of the signed-in person, with the projects that they can open. */
export async function WorkspaceShell({ actor, project, children }: WorkspaceShellProps) {
  const [projects, mayCreate] = await Promise.all([listProjects(actor), mayCreateProjects(actor)]);
  const open = projects.filter((each) => each.role !== "ANNOTATOR" && each.archivedAt === null);
  return (
    <Shell
      person={{ id: actor.userId, name: actor.name, email: actor.email, isOperator: actor.isOperator }}
      projects={open.map(({ slug, name }) => ({ slug, name }))}
      project={project ?? null}
      mayCreate={mayCreate}
      signOut={signOutAction}
    >
      {children}
    </Shell>
  );
}
