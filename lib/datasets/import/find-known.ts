import "server-only";
import type pg from "pg";

/** A comparison that the project has. */
export interface KnownComparison {
  id: string;
  /** Hexadecimal. */
  contentHash: string;
  datasetId: string | null;
}

// While an import runs, VACUUM or ANALYZE may count its table as empty, whose rows are not committed: by such statistics any index is as
// good as another, and one that reads the whole project for each key has been chosen (measured: 40,000 rows in 146 s instead of 6 s).
// So a key is asked for as the first one at or behind it: only the unique index holds them in that order, and sorting is switched off.
const COMPARISONS = `
select c."identityKey", c.id, encode(c."contentHash", 'hex') as "contentHash", c."datasetId"
from unnest($2::text[]) as k(key)
cross join lateral (
  select "identityKey", id, "contentHash", "datasetId" from "Comparison"
  where "projectId" = $1::uuid and "identityKey" >= k.key order by "identityKey" limit 1) c
where c."identityKey" = k.key`;

// Here one index alone begins with either column.
const byHash = (table: "Prompt" | "Response") => `
select c.id, k.key as hash
from unnest($2::text[]) as k(key)
cross join lateral (select id from "${table}" where "projectId" = $1::uuid and "contentHash" = decode(k.key, 'hex') limit 1) c`;

const BY_HASH = { Prompt: byHash("Prompt"), Response: byHash("Response") };

/** Makes every look-up of this transaction go by index, whatever the planner thinks of a table that was empty a moment ago. */
export async function preferIndexes(client: pg.ClientBase): Promise<void> {
  await client.query("set local enable_seqscan = off; set local enable_sort = off");
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
