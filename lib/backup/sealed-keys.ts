import "server-only";
import type pg from "pg";
import { currentKeyId } from "@/lib/secrets/seal";
import { quoteName } from "./list-tables";

/** The names of the instance secrets that sealed what is stored, in order. */
export async function listSealingSecrets(client: pg.ClientBase): Promise<string[]> {
  return [...(await countBySecret(client)).keys()].sort();
}

/** How many stored keys this instance's secret does not open. */
export async function countClosedKeys(client: pg.ClientBase): Promise<number> {
  const counts = await countBySecret(client);
  return [...counts].reduce((sum, [keyId, count]) => (keyId === currentKeyId() ? sum : sum + count), 0);
}

/** Sealed rows of all tables by the secret that sealed them: whatever is sealed says so in a column `keyId`. */
async function countBySecret(client: pg.ClientBase): Promise<Map<string, number>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select table_name as name from information_schema.columns where table_schema = current_schema() and column_name = 'keyId'",
  );
  const counts = new Map<string, number>();
  for (const { name } of tables) {
    const { rows } = await client.query<{ keyId: string; count: number }>(
      `select "keyId", count(*)::int as count from ${quoteName(name)} where "keyId" is not null group by 1`,
    );
    for (const { keyId, count } of rows) counts.set(keyId, (counts.get(keyId) ?? 0) + count);
  }
  return counts;
}
