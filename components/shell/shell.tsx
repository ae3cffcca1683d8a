import Link from "next/link";
import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import { Sign } from "./brand";
import { PersonMenu } from "./person-menu";
import { PhoneMenu } from "./phone-menu";
import { ProjectNav } from "./project-nav";
import { ProjectSwitch } from "./project-switch";
import type { ShellPerson, ShellProject, ShellProjectLink } from "./types";
import { WorkspaceNav } from "./workspace-nav";

export interface ShellProps {
  person: ShellPerson;
  projects: readonly ShellProjectLink[];
  /** The project whose pages stand here; null outside of one. */
  project: ShellProject | null;
  mayCreate: boolean;
  signOut: () => Promise<void>;
  children: ReactNode;
}

/** The frame of every page of the workspace: sidebar at the left, the page at the right. */
export function Shell({ person, projects, project, mayCreate, signOut, children }: ShellProps) {
  const nav = project ? <ProjectNav project={project} /> : <WorkspaceNav isOperator={person.isOperator} />;
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <div className="shell">
        <aside className="sidebar">
          <div className="sidebar-in">
            <PhoneMenu title={project ? project.name : "Concord"}>{nav}</PhoneMenu>
            <Link className="brand" href={paths.projects()}>
              <Sign />
              <span>Concord</span>
            </Link>
            {projects.length > 0 || mayCreate ? (
              <ProjectSwitch projects={projects} current={project} mayCreate={mayCreate} />
            ) : null}
            {nav}
            <div className="sidebar-foot">
              <PersonMenu person={person} signOut={signOut} />
            </div>
          </div>
        </aside>
        <main className="page" id="main" tabIndex={-1}>
          {project ? <Standing project={project} /> : null}
          {children}
        </main>
      </div>
    </>
  );
}

/** What must be known of a project on each of its pages. */
function Standing({ project }: { project: ShellProject }) {
  if (project.operatorUntil) {
    return (
      <Notice tone="warn" title="You read this project as an operator." className="mb-4">
        It stands in the audit trail, and ends on <Time at={project.operatorUntil} />.
      </Notice>
    );
  }
  if (project.isArchived) {
    return (
      <Notice title="This project is archived." className="mb-4">
        It can be read and exported, and nothing in it can change. Its owner can restore it on the settings page.
      </Notice>
    );
  }
  if (!project.isDemo) return null;
  return (
    <Notice title="This is the example." className="mb-4">
      Its comparisons, people and judges are made up to show every page alive.
    </Notice>
  );
}
