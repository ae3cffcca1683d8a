import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { API_ROUTES } from "@/lib/api/all-routes";
import { createApiKey } from "@/lib/auth/api-keys";
import { commands } from "@/lib/cli/commands";
import { runCli } from "@/lib/cli/frame/run-cli";
import { startExportWorker, stopExportWorker } from "@/lib/datasets/export/jobs/export-worker";
import { createProject } from "@/lib/projects/create-project";
import { callApi } from "@/lib/testing/call-api";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";

const database = freshDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-remote-"));
let server: http.Server;
let url: string;

beforeAll(async () => {
  await database.open();
  const user = await createUser({ isOperator: true });
  await createProject(actorOf(user), { name: "Far away", scale: { preset: "HH_HELPFUL" } });
  process.env.CONCORD_KEY = (await createApiKey(actorOf(user), { name: "cli", scope: "WRITE", projectIds: [], days: 30 })).key;
  startExportWorker();
  server = http.createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await stopExportWorker();
  fs.rmSync(folder, { recursive: true });
  delete process.env.CONCORD_KEY;
  return new Promise((resolve) => server.close(resolve));
});

/** The handlers of the API behind a real socket, found as the server finds them. */
async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const [address = "", query] = (request.url ?? "").replace("/api/v1", "").split("?");
  for (const route of API_ROUTES) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
    const match = new RegExp(`^${route.path.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(address);
    if (!match || route.method !== request.method) continue;
    const params = Object.fromEntries(names.map((name, place) => [name, decodeURIComponent(match[place + 1] ?? "")]));
    const headers: Record<string, string> = { ...(request.headers as Record<string, string>), host: "localhost:3000" };
    // Told of the body as it came; the request below is made anew.
    for (const name of ["content-length", "transfer-encoding"]) delete headers[name];
    const body = chunks.length > 0 ? Buffer.concat(chunks).toString() : undefined;
    const made = await callApi(route, { params, query, body, headers });
    response.writeHead(made.status, Object.fromEntries(made.headers));
    response.end(Buffer.from(await made.arrayBuffer()));
    return;
  }
  response.writeHead(404).end();
}

async function concord(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  stdin.end();
  const text = async (stream: PassThrough) => {
    let all = "";
    for await (const chunk of stream) all += String(chunk);
    return all;
  };
  const [out, err] = [text(stdout), text(stderr)];
  const code = await runCli(commands, words, { stdin, stdout, stderr, cwd: folder });
  stdout.end();
  stderr.end();
  return { code, out: await out, err: await err };
}

test("the command line works on another instance by its address and a key", async () => {
  const line = (n: number) =>
    JSON.stringify({
      id: `q${n}`,
      prompt: `Q ${n}`,
      responseA: "a",
      responseB: `b ${n}`,
      modelA: "alpha",
      modelB: "beta",
      labels: [1, 2].map((who) => ({ annotator: `person ${who}`, kind: "HUMAN", score: n % 3 === 0 ? -3 : 3 })),
    });
  const lines = Array.from({ length: 6 }, (_, n) => `${line(n)}\n`).join("");
  fs.writeFileSync(path.join(folder, "in.jsonl"), lines);

  const list = await concord("project", "list", "--url", url);
  expect(list).toMatchObject({ code: 0, out: expect.stringContaining("far-away  Far away (0 comparisons)") });
  const imported = await concord("import", "in.jsonl", "--project", "far-away", `--url=${url}`, "--json");
  expect(imported.code, imported.err).toBe(0);
  expect(JSON.parse(imported.out)).toMatchObject({ format: "concord-jsonl", new: 6, labels: { new: 12 } });
  const shown = JSON.parse((await concord("project", "show", "far-away", "--url", url, "--json")).out);
  expect(shown).toMatchObject({ slug: "far-away", counts: { comparisons: 6 } });
  const agreement = JSON.parse((await concord("agreement", "--project", "far-away", "--url", url, "--json")).out);
  expect(agreement.groups[0]).toMatchObject({ between: ["HUMAN", "HUMAN"], comparisons: 6, agreementPooled: { estimate: 1 } });
  expect((await concord("rank", "--project", "far-away", "--url", url)).out).toContain("2 models");
  const exported = await concord("export", "--project", "far-away", "--format", "trl", "--out", "out.jsonl", "--url", url);
  expect(exported.code, exported.err).toBe(0);
  expect(fs.readFileSync(path.join(folder, "out.jsonl"), "utf8").trim().split("\n")).toHaveLength(12);
  expect(JSON.parse(fs.readFileSync(path.join(folder, "out.jsonl.manifest.json"), "utf8")).counted.rows).toBe(12);
});

test("what the other instance refuses ends as it does here; what cannot go there says so", async () => {
  expect(await concord("project", "show", "nowhere", "--url", url)).toMatchObject({
    code: 4,
    err: expect.stringContaining("not found"),
  });
  const criterion = await concord("agreement", "--project", "far-away", "--criterion", "nope", "--url", url);
  expect(criterion).toMatchObject({ code: 3, err: expect.stringContaining("nope") });
  expect(await concord("verify", "--url", url)).toMatchObject({ code: 2, err: expect.stringContaining("own machine") });
  expect(await concord("project", "list", "--url")).toMatchObject({ code: 2 });
  const key = process.env.CONCORD_KEY;
  process.env.CONCORD_KEY = "";
  expect(await concord("project", "list", "--url", url)).toMatchObject({ code: 2, err: expect.stringContaining("CONCORD_KEY") });
  process.env.CONCORD_KEY = key;
});
