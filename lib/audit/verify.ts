import "server-only";
import { db } from "@/lib/db/client";
import { hashAudit } from "./append";

const BATCH = 1000;

/** What a check of the audit trail found. */
export interface AuditCheck {
  /** Entries that were read. */
  entries: number;
  /** Hash of the last good entry: kept elsewhere, it proves later that nothing was cut off at the end. */
  head: string | null;
  /** The first entry that is not what was written, null when all are. */
  breach: { position: number; reason: string } | null;
}

/**
 * Reads the whole audit trail and checks each entry against its hash, its place, and the entry before it. Finds an entry that was edited, taken
 * out or put in; entries cut off at the end show only against a `head` noted earlier. Memory does not grow with the trail.
 */
export async function verifyAudit(): Promise<AuditCheck> {
  let entries = 0;
  let head: string | null = null;
  for (;;) {
    const rows = await db().auditEvent.findMany({
      where: { position: { gt: BigInt(entries) } },
      orderBy: { position: "asc" },
      take: BATCH,
      select: {
        position: true,
        previousHash: true,
        hash: true,
        actorUserId: true,
        actorKind: true,
        actorName: true,
        projectId: true,
        action: true,
        target: true,
        before: true,
        after: true,
        createdAt: true,
      },
    });
    for (const row of rows) {
      const position = entries + 1;
      if (row.position !== BigInt(position)) return { entries, head, breach: { position, reason: "this entry is missing" } };
      if (row.previousHash !== (head ?? "")) {
        return { entries, head, breach: { position, reason: "it does not follow from the entry before it" } };
      }
      if (hashAudit(row) !== row.hash)
        return { entries, head, breach: { position, reason: "it was edited after it was written" } };
      entries = position;
      head = row.hash;
    }
    if (rows.length < BATCH) return { entries, head, breach: null };
  }
}
