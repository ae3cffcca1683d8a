import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "@/lib/cli/frame/run-cli";
import { startRevisionWorker, stopRevisionWorker } from "@/lib/revisions/runs/revision-worker";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createRevisionFixture, type RevisionFixture, untilRevisionRun, writeSteps } from "@/lib/testing/revision-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { revisionsExport, revisionsList, revisionsStart } from "./revisions";

const database = freshDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-revisions-"));
let server: FaultServer;
let fixture: RevisionFixture;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  process.env.DATABASE_URL = database.url();
  server = await startFaultServer(writeSteps());
  fixture = await createRevisionFixture(server, { comparisons: 2 });
});

afterAll(async () => {
  await stopRevisionWorker();
  await server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function concord(words: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdin: Readable.from([input]), stdout: new PassThrough(), stderr: new PassThrough(), cwd: folder };
  const all = [...words, "--project", fixture.project.slug];
  const code = await runCli([revisionsStart, revisionsList, revisionsExport], all, streams);
  return { code, out: String(streams.stdout.read() ?? ""), err: String(streams.stderr.read() ?? "") };
}

test("a run is started from its document, listed, and written out for fine-tuning", async () => {
  const document = {
    name: "First",
    endpoint: "Scripted",
    model: "scripted-1",
    constitution: "Harmless",
    capCalls: 100,
    spec: { begin: { kind: "prompts" }, revisions: 2 },
  };
  const started = await concord(["revisions", "start", "--file", "-", "--json"], JSON.stringify(document));
  expect(started.code).toBe(0);
  const { runId, chains, calls } = JSON.parse(started.out);
  expect({ chains, calls }).toEqual({ chains: 2, calls: 10 });
  startRevisionWorker();
  await untilRevisionRun(runId, ["DONE"]);
  expect((await concord(["revisions", "list"])).out).toContain("First  done, 2 of 2 chains whole");

  const lines = (text: string): Record<string, unknown>[] =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const all = await concord(["revisions", "export", "First"]);
  expect(lines(all.out).map(({ chain, revision }) => [chain, revision])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
  ]);
  expect(all.err).toContain("4 rows.");
  await concord(["revisions", "export", runId, "--up-to", "1", "--out", "one.jsonl"]);
  expect(lines(fs.readFileSync(path.join(folder, "one.jsonl"), "utf8")).map(({ revision }) => revision)).toEqual([1, 1]);
  expect((await concord(["revisions", "export", "First", "--reviewed"])).err).toContain("0 rows.");
});

test("what cannot be meant is refused with what is wrong and where", async () => {
  expect((await concord(["revisions", "export", "Nobody's"])).code).toBe(4);
  expect((await concord(["revisions", "export", "First", "--up-to", "17"])).err).toContain("from 1 to 16");
  const wrong = await concord(["revisions", "start", "--file", "-"], JSON.stringify({ name: "Second" }));
  expect(wrong.code).toBe(3);
  expect(wrong.err).toContain("endpoint");
});
