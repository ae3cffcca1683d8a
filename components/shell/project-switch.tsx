"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import { Icon } from "@/components/ui/icon";
import { Menu, MenuLine, MenuLink } from "@/components/ui/menu";
import { paths } from "@/lib/paths";
import type { ShellProjectLink } from "./types";

export interface ProjectSwitchProps {
  projects: readonly ShellProjectLink[];
  current: ShellProjectLink | null;
  mayCreate: boolean;
}

/** Goes from project to project. */
export function ProjectSwitch({ projects, current, mayCreate }: ProjectSwitchProps) {
  return (
    <Menu
      trigger={
        <button type="button" className="project-switch">
          <span className="truncate">{current ? current.name : "All projects"}</span>
          <Icon of={ChevronsUpDown} />
        </button>
      }
    >
      {projects.map((project) => (
        <MenuLink key={project.slug} href={paths.project(project.slug)} current={project.slug === current?.slug}>
          {project.name}
        </MenuLink>
      ))}
      {projects.length > 0 ? <MenuLine /> : null}
      <MenuLink href={paths.projects()}>All projects</MenuLink>
      {mayCreate ? (
        <MenuLink href={paths.newProject()}>
          <Icon of={Plus} />
          New project
        </MenuLink>
      ) : null}
    </Menu>
  );
}
