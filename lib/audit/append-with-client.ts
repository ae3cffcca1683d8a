import "server-only";
import type pg from "pg";
import type { Actor } from "@/lib/auth/types";
import { type AuditInput, CHAIN_LOCK, toAuditRow } from "./append";

/** `appendAudit` for a transaction that runs on a connection of the pool, as bulk imports do. */
export async function appendAuditWithClient(client: pg.ClientBase, actor: Actor, input: AuditInput): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1::bigint)", [CHAIN_LOCK]);
  const found = await client.query<{ position: string; hash: string }>(
    'select e.position::text, e.hash from "AuditEvent" e order by e.position desc limit 1',
  );
  const last = found.rows[0];
  const row = toAuditRow(actor, input, last ? { position: BigInt(last.position), hash: last.hash } : null);
  await client.query(
    `insert into "AuditEvent" (id, position, "previousHash", hash, "actorUserId", "actorKind", "actorName", "projectId", action, target, before, after, "createdAt")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.id,
      String(row.position),
      row.previousHash,
      row.hash,
      row.actorUserId,
      row.actorKind,
      row.actorName,
      row.projectId,
      row.action,
      row.target,
      row.before === null ? null : JSON.stringify(row.before),
      row.after === null ? null : JSON.stringify(row.after),
      row.createdAt,
    ],
  );
}
