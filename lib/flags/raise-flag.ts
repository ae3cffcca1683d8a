import "server-only";
import { appendAudit } from "@/lib/audit/append";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { Acknowledgement } from "@/lib/labels/types";
import { findShown, NOT_YOURS, OTHER_CONTENT, refuse } from "@/lib/notes/find-shown";
import type { FlagNote } from "@/lib/notes/schema";

/** Stores an annotator's flag on a comparison of theirs, once for each event id. A closed round takes it too: it says nothing about a label. */
export async function raiseFlag(actor: UserActor, { eventId, token, kind, text }: FlagNote): Promise<Acknowledgement> {
  const shown = await findShown(actor, token);
  if (!shown) return refuse(eventId, NOT_YOURS);
  const { comparisonId, projectId, annotatorId } = shown;
  return db().$transaction(async (transaction) => {
    // The audit trail's lock, taken below, comes too late to tell two sendings of one flag apart.
    await transaction.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${eventId}, 0))::text`;
    const there = await transaction.comparisonFlag.findUnique({
      where: { comparisonId_id: { comparisonId, id: eventId } },
      select: { annotatorId: true, kind: true, note: true },
    });
    if (there) {
      const isSame = there.annotatorId === annotatorId && there.kind === kind && there.note === text;
      return isSame ? { eventId, status: "known" } : refuse(eventId, OTHER_CONTENT);
    }
    await transaction.comparisonFlag.create({
      data: { comparisonId, id: eventId, projectId, annotatorId, kind, note: text },
      select: { id: true },
    });
    const target = `Comparison ${comparisonId}`;
    await appendAudit(transaction, actor, { projectId, action: "comparison.flag", target, after: { kind, note: text } });
    return { eventId, status: "stored" };
  });
}
