import "server-only";
import type pg from "pg";

/** A comparison that the project has. */
export interface KnownComparison {
  id: string;
  /** Hexadecimal. */
  contentHash: string;
  datasetId: string | null;
}

// Statistics do not know what this transaction added, and a join planned by them may read a whole table for each batch. A lateral with a
// limit can only be answered key by key, by index.
const COMPARISONS = `
select c."identityKey", c.id, encode(c."contentHash", 'hex') as "contentHash", c."datasetId"
from unnest($2::text[]) as k(key)
cross join lateral (
  select "identityKey", id, "contentHash", "datasetId" from "Comparison" where "projectId" = $1::uuid and "identityKey" = k.key limit 1) c`;

const byHash = (table: "Prompt" | "Response") => `
select c.id, k.key as hash
from unnest($2::text[]) as k(key)
cross join lateral (select id from "${table}" where "projectId" = $1::uuid and "contentHash" = decode(k.key, 'hex') limit 1) c`;

const BY_HASH = { Prompt: byHash("Prompt"), Response: byHash("Response") };

/** Makes every look-up of this transaction go by index, whatever the planner thinks of a table that was empty a moment ago. */
export async function preferIndexes(client: pg.ClientBase): Promise<void> {
  await client.query("set local enable_seqscan = off");
}

/** The comparisons of a project with these identities, by identity. */
export async function findKnownComparisons(
  client: pg.ClientBase,
  projectId: string,
  identityKeys: readonly string[],
): Promise<Map<string, KnownComparison>> {
  const found = await client.query<KnownComparison & { identityKey: string }>(COMPARISONS, [
    projectId,
    [...new Set(identityKeys)],
  ]);
  return new Map(found.rows.map(({ identityKey, ...comparison }) => [identityKey, comparison]));
}

/** The ids of the prompts or responses of a project that have these content hashes (hexadecimal), by hash. */
export async function findByHash(
  client: pg.ClientBase,
  projectId: string,
  table: "Prompt" | "Response",
  hashes: readonly string[],
): Promise<Map<string, string>> {
  const found = await client.query<{ id: string; hash: string }>(BY_HASH[table], [projectId, hashes]);
  return new Map(found.rows.map(({ id, hash }) => [hash, id]));
}
