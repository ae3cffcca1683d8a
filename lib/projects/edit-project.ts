import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { findProject, getProject, type ProjectAccess } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { ProjectDetails } from "./schema";

/** Gives a project another name and description; its address stays. @throws AppError `not_found`, `conflict` when archived, `invalid`. */
export async function editProject(actor: Actor, project: string, input: ProjectDetails): Promise<void> {
  const details = ProjectDetails.parse(input);
  const { id, name } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const before = await transaction.project.findUniqueOrThrow({ where: { id }, select: { name: true, description: true } });
    await transaction.project.update({ where: { id }, data: details, select: { id: true } });
    await appendAudit(transaction, actor, { projectId: id, action: "project.edit", target: name, before, after: details });
  });
}

/** Makes a project read-only: no label, import or run enters it until it is restored. @throws AppError `not_found` unless the actor owns it. */
export async function archiveProject(actor: Actor, project: string): Promise<void> {
  await setArchived(actor, project, new Date());
}

/** Makes an archived project writable again. @throws AppError `not_found` unless the actor owns it. */
export async function restoreProject(actor: Actor, project: string): Promise<void> {
  await setArchived(actor, project, null);
}

async function setArchived(actor: Actor, idOrSlug: string, archivedAt: Date | null): Promise<void> {
  const project = await getOwned(actor, idOrSlug);
  if ((project.archivedAt === null) === (archivedAt === null)) return;
  await db().$transaction(async (transaction) => {
    await transaction.project.update({ where: { id: project.id }, data: { archivedAt }, select: { id: true } });
    const action = archivedAt ? "project.archive" : "project.restore";
    await appendAudit(transaction, actor, { projectId: project.id, action, target: project.name });
  });
}

async function getOwned(actor: Actor, idOrSlug: string): Promise<ProjectAccess> {
  const owned = await findProject(actor, idOrSlug, "own");
  if (owned) return owned;
  // A researcher sees the project; what they may not do is no secret.
  if (await findProject(actor, idOrSlug, "read"))
    throw new AppError("forbidden", "Only an owner of the project archives and restores it.");
  throw notFound("The project");
}
