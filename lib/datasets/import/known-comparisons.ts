import "server-only";
import type pg from "pg";

/** A comparison that the project has. */
export interface KnownComparison {
  id: string;
  contentHash: Buffer;
  datasetId: string | null;
}

/** The comparisons of a project with these identities, by identity. */
export async function findKnownComparisons(
  client: pg.ClientBase,
  projectId: string,
  identityKeys: readonly string[],
): Promise<Map<string, KnownComparison>> {
  const found = await client.query<KnownComparison & { identityKey: string }>(
    `select c."identityKey", c.id, c."contentHash", c."datasetId"
     from unnest($2::text[]) as k(key) join "Comparison" c on c."projectId" = $1::uuid and c."identityKey" = k.key`,
    [projectId, [...new Set(identityKeys)]],
  );
  return new Map(found.rows.map(({ identityKey, ...comparison }) => [identityKey, comparison]));
}
