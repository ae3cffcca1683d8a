import type { Metadata } from "next";
import { WorkspaceShell } from "@/app/(workspace)/workspace-shell";
import { InstanceProjectTable } from "@/components/instance/project-table";
import { UserTable } from "@/components/instance/user-table";
import { CopyCsv } from "@/components/ui/layout/copy-csv";
import { DataList } from "@/components/ui/layout/data-list";
import { PageHead } from "@/components/ui/layout/page-head";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { LinkButton } from "@/components/ui/link-button";
import { actorOrSignIn } from "@/lib/auth/actor";
import { listUsers } from "@/lib/auth/users";
import { formatBytes, formatDuration, formatQuantity } from "@/lib/format";
import { orNotFound } from "@/lib/http/or-not-found";
import { getInstanceReport, listInstanceProjects } from "@/lib/instance/instance-report";
import { paths } from "@/lib/paths";
import { erasePersonAction, readProjectAction, resetLinkAction, setDisabledAction, setOperatorAction } from "./actions";

export const metadata: Metadata = { title: "This instance" };

export default async function InstancePage() {
  const actor = await actorOrSignIn(paths.instance());
  const [report, users, projects] = await orNotFound(
    Promise.all([getInstanceReport(actor), listUsers(actor), listInstanceProjects(actor)]),
  );
  const { database, disk } = report;
  return (
    <WorkspaceShell actor={actor}>
      <PageHead title="This instance" actions={<LinkButton href={paths.instanceAudit()}>Audit trail</LinkButton>}>
        Concord {report.version}, for {formatDuration(report.uptime)} on this machine
      </PageHead>
      <div className="cols grid-cols-2">
        <DataList
          items={[
            { term: "Concord", value: report.version },
            { term: "Node", value: report.node },
            { term: "Memory of the server", value: formatBytes(report.memoryBytes) },
          ]}
        />
        <DataList
          items={[
            {
              term: "Database",
              value: `PostgreSQL ${database.version}, ${database.embedded ? "run by Concord" : "by DATABASE_URL"}`,
            },
            { term: "Its size", value: formatBytes(database.bytes) },
            { term: "Free disk", value: `${formatBytes(disk.freeBytes)} of ${formatBytes(disk.totalBytes)} at ${disk.folder}` },
          ]}
        />
      </div>
      <Section title="Users" note={formatQuantity(users.length, "account")} actions={<CopyCsv table="users" size="sm" />}>
        <UserTable
          id="users"
          me={actor.userId}
          users={users.map((user) => ({
            ...user,
            erasedAt: user.erasedAt?.toISOString() ?? null,
            disabledAt: user.disabledAt?.toISOString() ?? null,
            createdAt: user.createdAt.toISOString(),
            lastSessionAt: user.lastSessionAt?.toISOString() ?? null,
          }))}
          setDisabled={setDisabledAction}
          setOperator={setOperatorAction}
          makeResetLink={resetLinkAction}
          erase={erasePersonAction}
        />
      </Section>
      <Section
        title="Projects"
        note="An operator reads a project only after saying why, for 8 hours, and it stands in its audit trail."
      >
        <InstanceProjectTable
          read={readProjectAction}
          projects={projects.map((project) => ({
            ...project,
            archivedAt: project.archivedAt?.toISOString() ?? null,
            createdAt: project.createdAt.toISOString(),
          }))}
        />
      </Section>
      <Section title="Settings in force" note="They come from the environment when the server starts. Secrets are not shown.">
        <Table caption="Settings in force">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Value</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {report.settings.map((setting) => (
              <tr key={setting.name}>
                <th scope="row">
                  <code>{setting.name}</code>
                </th>
                <td>{setting.value}</td>
                <td className="min-w-56 text-ink-2">{setting.meaning}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </Section>
    </WorkspaceShell>
  );
}
