import "server-only";
import { createHash } from "node:crypto";
import type { Actor } from "@/lib/auth/types";
import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { canonicalJson } from "./canonical-json";

/** What an audit entry says beside who and when. */
export interface AuditInput {
  projectId?: string;
  /** "noun.verb": "member.remove". */
  action: string;
  /** What it was done to, in words that stay readable when the row is gone. */
  target: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
}

/** Number of the advisory lock under which the chain grows. */
export const CHAIN_LOCK = 7_226_032;

/**
 * Adds one entry to the audit trail, in the transaction of the change it tells of. Entries are chained: each holds the hash of the one before,
 * so that `verifyAudit` finds what was edited, taken out or put in.
 */
export async function appendAudit(transaction: Transaction, actor: Actor, input: AuditInput): Promise<void> {
  await transaction.$queryRaw`select pg_advisory_xact_lock(${CHAIN_LOCK}::bigint)::text`;
  const last = await transaction.auditEvent.findFirst({ orderBy: { position: "desc" }, select: { position: true, hash: true } });
  const row = toAuditRow(actor, input, last);
  await transaction.auditEvent.create({
    data: { ...row, before: input.before, after: input.after },
    select: { id: true },
  });
}

/** The entry that follows `last`, the newest of the chain. */
export function toAuditRow(actor: Actor, input: AuditInput, last: { position: bigint; hash: string } | null) {
  const row = {
    id: newId(),
    position: (last?.position ?? 0n) + 1n,
    previousHash: last?.hash ?? "",
    actorUserId: actor.kind === "SYSTEM" ? null : actor.userId,
    actorKind: actor.kind === "SYSTEM" ? "command line" : actor.kind === "KEY" ? "key" : "user",
    actorName: actor.name,
    projectId: input.projectId ?? null,
    action: input.action,
    target: input.target,
    before: input.before ?? null,
    after: input.after ?? null,
    createdAt: new Date(),
  };
  return { ...row, hash: hashAudit(row) };
}

/** The hash of an entry: SHA-256 over its canonical JSON, the hash before it included. */
export function hashAudit(row: {
  position: bigint;
  previousHash: string;
  actorUserId: string | null;
  actorKind: string;
  actorName: string;
  projectId: string | null;
  action: string;
  target: string;
  before: unknown;
  after: unknown;
  createdAt: Date;
}): string {
  const { position, previousHash, actorUserId, actorKind, actorName, projectId, action, target, before, after, createdAt } = row;
  const text = canonicalJson([
    String(position),
    previousHash,
    actorUserId,
    actorKind,
    actorName,
    projectId,
    action,
    target,
    before,
    after,
    createdAt.toISOString(),
  ]);
  return createHash("sha256").update(text).digest("hex");
}
