import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { handle } from "@/lib/http/handle";
import { freshDatabase } from "@/lib/testing/test-db";
import { db } from "./client";
import { pool } from "./pool";
import { toOutage } from "./to-outage";

const database = freshDatabase();
beforeAll(() => database.open());

async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("It did not fail.");
}

const losses: Record<string, () => Promise<unknown>> = {
  "a connection that the server ended": () => pool().query("select pg_terminate_backend(pg_backend_pid())"),
  "the same under Prisma": () => db().$queryRaw`select pg_terminate_backend(pg_backend_pid())`,
  "a server that does not listen": () => new pg.Client({ host: "127.0.0.1", port: 1 }).connect(),
};

for (const [what, lose] of Object.entries(losses)) {
  test(`${what} is an outage that may be tried again`, async () => {
    const outage = toOutage(await errorOf(lose));
    expect(outage).toMatchObject({ code: "unavailable", status: 503, retryAfterSeconds: 2 });
    expect(outage?.message).toContain("Try again in a few seconds");
  });
}

test("an error in a statement, a bug and a full disk are told apart", async () => {
  expect(toOutage(await errorOf(() => pool().query("select 1 / 0")))).toBeNull();
  expect(toOutage(await errorOf(() => db().$queryRaw`select 1 / 0`))).toBeNull();
  expect(toOutage(new TypeError("x is undefined"))).toBeNull();
  expect(toOutage("text")).toBeNull();
  expect(toOutage(Object.assign(new Error("no space"), { code: "53100" }))?.message).toContain("storage is full");
});

test("a handler answers 503 with the time to wait, and works again at the next request", async () => {
  let lost = true;
  const route = handle(async () => {
    await pool().query(lost ? "select pg_terminate_backend(pg_backend_pid())" : "select 1");
    return Response.json({});
  });
  const ask = () =>
    route(new Request("http://localhost:3000/api/x", { headers: { host: "localhost:3000" } }), { params: Promise.resolve({}) });
  const answer = await ask();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await answer.json()).toMatchObject({ error: { code: "unavailable" } });
  lost = false;
  expect((await ask()).status).toBe(200);
});
