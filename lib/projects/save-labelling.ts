import "server-only";
import { isDeepStrictEqual } from "node:util";
import { appendAudit } from "@/lib/audit/append";
import { getProject, projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { Labelling, toLabelling } from "./labelling-schema";

/** What annotators of a project are asked and told from its next round on. The caller has checked that the actor may read the project. */
export async function getLabelling(actor: Actor, projectId: string): Promise<Labelling> {
  const project = await db().project.findFirst({
    where: { AND: [{ id: projectId }, projectsWhere(actor, "read")] },
    select: { labelling: true },
  });
  return toLabelling(project?.labelling);
}

/**
 * Changes some of what annotators are asked and told. Rounds that are open keep what they were opened with.
 *
 * @throws AppError `not_found`, `conflict` when archived; ZodError for settings that there are not.
 */
export async function saveLabelling(actor: Actor, project: string, part: Partial<Labelling>): Promise<void> {
  const { id: projectId, name } = await getProject(actor, project, "research");
  await db().$transaction(async (transaction) => {
    await transaction.$queryRaw`select id::text from "Project" where id = ${projectId}::uuid for update`;
    const { labelling } = await transaction.project.findUniqueOrThrow({ where: { id: projectId }, select: { labelling: true } });
    const before = toLabelling(labelling);
    const after = Labelling.parse({ ...before, ...part });
    if (isDeepStrictEqual(before, after)) return;
    await transaction.project.update({ where: { id: projectId }, data: { labelling: after }, select: { id: true } });
    await appendAudit(transaction, actor, { projectId, action: "labelling.save", target: name, before, after });
  });
}
