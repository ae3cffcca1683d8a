import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { Preset } from "@/lib/labels/types";
import { paths } from "@/lib/paths";
import { presetName } from "@/lib/projects/schema";

export interface ProjectRow {
  id: string;
  slug: string;
  name: string;
  preset: Preset;
  isDemo: boolean;
  role: "OWNER" | "RESEARCHER" | "ANNOTATOR" | null;
  comparisons: number;
  createdAt: string;
}

export interface ProjectRowsProps {
  id: string;
  caption: string;
  projects: readonly ProjectRow[];
}

/** Projects that one can open, one a row. */
export function ProjectRows({ id, caption, projects }: ProjectRowsProps) {
  return (
    <Table caption={caption} id={id}>
      <thead>
        <tr>
          <th scope="col">Project</th>
          <th scope="col">Scale</th>
          <th scope="col">You are</th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            Made
          </th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.id}>
            <th scope="row">
              <Link href={paths.project(project.slug)}>{project.name}</Link>
              {project.isDemo ? <span className="tag ml-2">example</span> : null}
            </th>
            <td>{presetName(project.preset)}</td>
            <td>{project.role === null ? "operator, reading" : project.role.toLowerCase()}</td>
            <td className="num">{formatCount(project.comparisons)}</td>
            <td className="num">
              <Time at={project.createdAt} to="day" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
