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

// Prompts and responses in one question: $2 and $3 are hashes of 32 bytes, one behind the other; what is found is told by its place. Of
// their tables one index alone begins with either column.
const byHash = (table: "Prompt" | "Response", hashes: "$2" | "$3") => `
select '${table}' as of, k.place, c.id
from generate_series(0, length(${hashes}::bytea) / 32 - 1) as k(place)
cross join lateral (
  select id from "${table}" where "projectId" = $1::uuid and "contentHash" = substring(${hashes}::bytea from k.place * 32 + 1 for 32) limit 1) c`;

const TEXTS = `${byHash("Prompt", "$2")} union all ${byHash("Response", "$3")}`;

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

/** Ids by content hash (hexadecimal). */
export interface KnownTexts {
  prompts: Map<string, string>;
  responses: Map<string, string>;
}

/** The prompts and responses of a project that have these content hashes. */
export async function findKnownTexts(
  client: pg.ClientBase,
  projectId: string,
  prompts: readonly string[],
  responses: readonly string[],
): Promise<KnownTexts> {
  const found = await client.query<{ of: "Prompt" | "Response"; place: number; id: string }>(TEXTS, [
    projectId,
    Buffer.from(prompts.join(""), "hex"),
    Buffer.from(responses.join(""), "hex"),
  ]);
  const known: KnownTexts = { prompts: new Map(), responses: new Map() };
  for (const { of, place, id } of found.rows) {
    const hash = (of === "Prompt" ? prompts : responses)[place];
    if (hash !== undefined) (of === "Prompt" ? known.prompts : known.responses).set(hash, id);
  }
  return known;
}
