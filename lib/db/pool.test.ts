import { beforeAll, expect, test } from "vitest";
import { freshDatabase } from "@/lib/testing/test-db";
import { inTransaction } from "./in-transaction";
import { pool } from "./pool";

const database = freshDatabase();
beforeAll(database.open);

test("a backend that dies between two statements fails the next one, and neither the process nor the pool", async () => {
  const work = inTransaction(async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    // An error that nobody listens to would be an uncaught exception, which fails this test by itself.
    const died = new Promise((resolve) => client.once("end", resolve));
    await pool().query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await died;
    await client.query("select 1");
  });
  await expect(work).rejects.toThrow();
  expect((await pool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});
