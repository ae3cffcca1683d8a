import Link from "next/link";
import { Table } from "@/components/ui/layout/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import type { FormAction } from "@/lib/http/types";
import { paths } from "@/lib/paths";
import { ReadProject } from "./read-project";

export interface InstanceProjectEntry {
  id: string;
  slug: string;
  name: string;
  owners: readonly string[];
  members: number;
  comparisons: number;
  isDemo: boolean;
  archivedAt: string | null;
  createdAt: string;
  /** Whether the reader opens it as it is: as a member, or by an access that lasts. */
  isOpen: boolean;
}

export interface InstanceProjectTableProps {
  projects: readonly InstanceProjectEntry[];
  read: FormAction;
}

/** All projects of the instance, seen from outside. */
export function InstanceProjectTable({ projects, read }: InstanceProjectTableProps) {
  return (
    <Table caption="Projects of this instance">
      <thead>
        <tr>
          <th scope="col">Project</th>
          <th scope="col">Owners</th>
          <th scope="col" className="num">
            Members
          </th>
          <th scope="col" className="num">
            Comparisons
          </th>
          <th scope="col" className="num">
            Made
          </th>
          <th scope="col">
            <span className="sr-only">Read</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.id} className="*:align-middle">
            <th scope="row">
              {project.isOpen ? <Link href={paths.project(project.slug)}>{project.name}</Link> : project.name}
              {project.isDemo ? <span className="tag ml-2">example</span> : null}
              {project.archivedAt ? <span className="tag ml-2">archived</span> : null}
            </th>
            <td>{project.owners.join(", ") || "—"}</td>
            <td className="num">{formatCount(project.members)}</td>
            <td className="num">{formatCount(project.comparisons)}</td>
            <td className="num">
              <Time at={project.createdAt} to="day" />
            </td>
            <td className="num">{project.isOpen ? null : <ReadProject project={project} action={read} />}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
