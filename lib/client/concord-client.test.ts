import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { ConcordClient } from "./concord-client";

interface Seen {
  method: string;
  url: string;
  body: string;
}

type Reply = { status: number; body?: string; pieces?: string[]; headers?: Record<string, string> } | "cut";

let server: http.Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** A server that answers in turn, and what it was asked. */
async function serve(replies: Reply[]): Promise<{ client: ConcordClient; seen: Seen[] }> {
  const seen: Seen[] = [];
  server = http.createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method ?? "", url: request.url ?? "", body });
    const reply = replies.shift() ?? { status: 500 };
    if (reply === "cut") return void request.socket.destroy();
    response.writeHead(reply.status, reply.headers);
    for (const piece of reply.pieces ?? []) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    response.end(reply.body ?? "");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { client: new ConcordClient({ url: `http://127.0.0.1:${port}/`, key: "concord_test", fetch, tries: 3 }), seen };
}

const problem = (status: number, code: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers,
  body: JSON.stringify({ title: `It is ${code}.`, code, status, errors: [{ path: "id", message: "taken" }] }),
});

test("a write whose answer was lost is sent again, the same to the letter", async () => {
  const { client, seen } = await serve([
    "cut",
    problem(409, "conflict", { "retry-after": "0" }),
    { status: 201, body: '{"id":"x"}' },
  ]);
  const run = { id: "0198c0de-0000-7000-8000-000000000006", judge: "Local" };
  expect(await client.startJudgeRun("study", run)).toEqual({ id: "x" });
  expect(seen).toHaveLength(3);
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(seen[0]).toEqual({ method: "POST", url: "/api/v1/projects/study/judge-runs", body: JSON.stringify(run) });
});

test("what is refused is not asked again, and says why; too many tries end", async () => {
  const { client, seen } = await serve([
    problem(409, "conflict"),
    problem(429, "rate_limited", { "retry-after": "0" }),
    problem(429, "rate_limited", { "retry-after": "0" }),
    problem(429, "rate_limited"),
  ]);
  await expect(client.project("a/b")).rejects.toMatchObject({
    status: 409,
    code: "conflict",
    message: "It is conflict.",
    errors: [{ path: "id" }],
  });
  expect(seen[0]?.url).toBe("/api/v1/projects/a%2Fb");
  await expect(client.project("study")).rejects.toMatchObject({ code: "rate_limited" });
  expect(seen).toHaveLength(4);
});

test("lists go on to their last page", async () => {
  const { client, seen } = await serve([
    { status: 200, body: '{"data":[{"slug":"a"},{"slug":"b"}],"next":"b-id"}' },
    { status: 200, body: '{"data":[{"slug":"c"}],"next":null}' },
  ]);
  const slugs: string[] = [];
  for await (const { slug } of client.projects()) slugs.push(slug);
  expect(slugs).toEqual(["a", "b", "c"]);
  expect(seen.map(({ url }) => url)).toEqual(["/api/v1/projects", "/api/v1/projects?after=b-id"]);
});

test("a stream comes line by line, wherever its pieces are cut", async () => {
  const bytes = '{"text":"höher"}\n{"n":2}\n{"n":3}';
  const { client } = await serve([{ status: 200, pieces: [bytes.slice(0, 11), bytes.slice(11, 20), bytes.slice(20)] }]);
  const labels: unknown[] = [];
  for await (const label of client.labels("study", { kind: "AI" })) labels.push(label);
  expect(labels).toEqual([{ text: "höher" }, { n: 2 }, { n: 3 }]);
});

test("the folder can be published: nothing in it comes from elsewhere", () => {
  for (const file of fs.readdirSync(import.meta.dirname).filter((each) => !each.endsWith(".test.ts"))) {
    const text = fs.readFileSync(path.join(import.meta.dirname, file), "utf8");
    for (const [, from] of text.matchAll(/ from "([^"]+)"/g)) expect(from, file).toMatch(/^\.\//);
  }
});
