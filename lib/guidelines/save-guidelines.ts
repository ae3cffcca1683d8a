import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { GuidelinesText } from "@/lib/projects/schema";
import { hashGuidelines } from "./hash";

/**
 * Saves guidelines as a new version. Rounds that are open keep theirs; the text that stands already makes no version.
 *
 * @returns The version that holds now.
 * @throws AppError `not_found` unless the actor researches in the project, `conflict` when it is archived, `invalid`.
 */
export async function saveGuidelines(
  actor: Actor,
  project: string,
  text: string,
): Promise<{ version: number; changed: boolean }> {
  const markdown = GuidelinesText.parse(text.replaceAll("\r\n", "\n"));
  const { id: projectId } = await getProject(actor, project, "research");
  return db().$transaction(async (transaction) => {
    // Versions of one project are saved one after the other.
    await transaction.$queryRaw`select id::text from "Project" where id = ${projectId}::uuid for update`;
    const last = await transaction.guidelineVersion.findFirst({
      where: { projectId },
      orderBy: { version: "desc" },
      select: { version: true, contentHash: true },
    });
    const contentHash = hashGuidelines(markdown);
    if (last?.contentHash === contentHash) return { version: last.version, changed: false };
    const version = (last?.version ?? 0) + 1;
    await transaction.guidelineVersion.create({
      data: { id: newId(), projectId, version, markdown, contentHash, createdById: userIdOf(actor) },
      select: { id: true },
    });
    await appendAudit(transaction, actor, {
      projectId,
      action: "guidelines.save",
      target: `version ${version}`,
      before: { contentHash: last?.contentHash ?? null },
      after: { contentHash },
    });
    return { version, changed: true };
  });
}
