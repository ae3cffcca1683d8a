import "server-only";
import { db } from "@/lib/db/client";
import { listLineChanges } from "./diff-lines";
import type { UnreadGuidelines } from "./types";

/**
 * The guidelines that somebody has to read before their next label, with what changed against the version that they read last; null when
 * they have read them. The caller has checked that they may.
 */
export async function findUnread(userId: string, guidelineVersionId: string | null): Promise<UnreadGuidelines | null> {
  if (guidelineVersionId === null) return null;
  const read = await db().guidelineReading.findUnique({
    where: { guidelineVersionId_userId: { guidelineVersionId, userId } },
    select: { readAt: true },
  });
  if (read) return null;
  const [guidelines, last] = await Promise.all([
    db().guidelineVersion.findUniqueOrThrow({
      where: { id: guidelineVersionId },
      select: { version: true, markdown: true, projectId: true },
    }),
    findLastRead(userId, guidelineVersionId),
  ]);
  const { version, markdown } = guidelines;
  return { version, markdown, before: last && { version: last.version, changes: listLineChanges(last.markdown, markdown) } };
}

async function findLastRead(userId: string, guidelineVersionId: string) {
  return db().guidelineVersion.findFirst({
    where: { project: { guidelines: { some: { id: guidelineVersionId } } }, readings: { some: { userId } } },
    orderBy: { version: "desc" },
    select: { version: true, markdown: true },
  });
}
