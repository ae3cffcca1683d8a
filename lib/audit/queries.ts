import "server-only";
import { getProject, requireOperator } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { AuditFilter } from "./schema";
import type { AuditPage, AuditRow } from "./types";

const PAGE = 50;

/** The audit trail of a project, the newest first. @throws AppError `not_found`. */
export async function listProjectAudit(actor: Actor, project: string, filter: AuditFilter): Promise<AuditPage> {
  const { id } = await getProject(actor, project, "read");
  return readPage({ projectId: id }, filter, () => true);
}

/**
 * The audit trail of the whole instance, the newest first. What was done in projects stands in it without its content, which only the project's
 * own people read.
 *
 * @throws AppError `not_found` unless the actor runs the instance.
 */
export async function listInstanceAudit(actor: Actor, filter: AuditFilter): Promise<AuditPage> {
  requireOperator(actor);
  return readPage({}, filter, (row) => row.projectId === null);
}

async function readPage(
  scope: Prisma.AuditEventWhereInput,
  filter: AuditFilter,
  showsContent: (row: { projectId: string | null }) => boolean,
): Promise<AuditPage> {
  const where: Prisma.AuditEventWhereInput = { ...scope, ...(filter.action ? { action: filter.action } : {}) };
  const rows = await db().auditEvent.findMany({
    where: { ...where, ...(filter.before ? { position: { lt: BigInt(filter.before) } } : {}) },
    orderBy: { position: "desc" },
    take: PAGE + 1,
    select: {
      position: true,
      projectId: true,
      actorKind: true,
      actorName: true,
      action: true,
      target: true,
      before: true,
      after: true,
      createdAt: true,
    },
  });
  const [total, actions, projects] = await Promise.all([
    db().auditEvent.count({ where }),
    db().auditEvent.findMany({ where: scope, distinct: ["action"], orderBy: { action: "asc" }, select: { action: true } }),
    db().project.findMany({
      where: { id: { in: rows.flatMap((row) => row.projectId ?? []) } },
      select: { id: true, name: true },
    }),
  ]);
  const names = new Map(projects.map((project) => [project.id, project.name]));
  const page = rows.slice(0, PAGE);
  return {
    rows: page.map((row): AuditRow => {
      const open = showsContent(row);
      return {
        position: Number(row.position),
        projectName: row.projectId ? (names.get(row.projectId) ?? "a removed project") : null,
        actorKind: row.actorKind,
        actorName: row.actorName,
        action: row.action,
        target: open ? row.target : "",
        before: open && row.before !== null ? JSON.stringify(row.before) : null,
        after: open && row.after !== null ? JSON.stringify(row.after) : null,
        createdAt: row.createdAt.toISOString(),
      };
    }),
    total,
    actions: actions.map(({ action }) => action),
    next: rows.length > PAGE ? (page.at(-1)?.position.toString() ?? null) : null,
  };
}
