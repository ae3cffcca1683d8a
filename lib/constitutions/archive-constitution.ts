import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";

/**
 * Takes a constitution out of what new judges and chains may choose, or puts it back. Whatever uses a version of it goes on. Done again,
 * nothing changes.
 *
 * @throws AppError `not_found`.
 */
export async function archiveConstitution(
  actor: Actor,
  project: string,
  constitutionId: string,
  isArchived: boolean,
): Promise<void> {
  const { id: projectId } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    const found = await transaction.constitution.findFirst({
      where: { id: constitutionId, projectId },
      select: { name: true, archivedAt: true },
    });
    if (!found) throw notFound("The constitution");
    if ((found.archivedAt !== null) === isArchived) return;
    await transaction.constitution.update({
      where: { id: constitutionId },
      data: { archivedAt: isArchived ? new Date() : null },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: isArchived ? "constitution.archive" : "constitution.restore",
      target: found.name,
    });
  });
}
