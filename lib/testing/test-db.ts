import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { pointAtDatabase } from "@/lib/db/address";
import { closeDb } from "@/lib/db/client";

/**
 * A fresh, migrated database for the test file that calls it (in `beforeAll`); `db()` and `pool()` point at it. It is dropped afterwards.
 *
 * @returns Its address, for tests that start another process on it.
 */
export async function testDatabase(): Promise<string> {
  const server = process.env.CONCORD_TEST_DATABASE;
  if (!server) throw new Error("CONCORD_TEST_DATABASE is not set: run the tests with `npm run test:unit`");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template template_concord`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await closeDb();
  pointAtDatabase(url.href);
  return url.href;
}

/** Drops what `testDatabase` made; call it in `afterAll`. */
export async function dropTestDatabase(url: string): Promise<void> {
  await closeDb();
  const server = process.env.CONCORD_TEST_DATABASE;
  if (server && url) await onServer(server, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Runs `testDatabase` before and `dropTestDatabase` after all tests of a file. */
export function freshDatabase(): { url: () => string; open: () => Promise<void> } {
  let url = "";
  afterAll(() => dropTestDatabase(url));
  return {
    url: () => url,
    open: async () => {
      url = await testDatabase();
    },
  };
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
