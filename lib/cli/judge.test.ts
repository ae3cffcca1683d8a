import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { PassThrough, Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { RunProgress } from "@/lib/judges/types";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, type JudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { runCli } from "./frame/run-cli";
import { judgeCreate, judgeExport, judgeList, judgeShow } from "./judge";
import { judgeReaggregate } from "./judge-aggregate";
import { judgeCancel, judgeResume, judgeRun } from "./judge-run";
import { judgeAnswers, judgeRequests } from "./runs/judge-batch";

const database = freshDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-judge-"));
let server: FaultServer;
let fixture: JudgeFixture;

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  process.env.DATABASE_URL = database.url();
  server = await startFaultServer(() => ({ kind: "answer", text: "1", logprobs: { "1": -0.1, "2": -2.4 } }));
  fixture = await createJudgeFixture(server, { comparisons: 4 });
});

afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function concord(words: readonly string[], input = ""): Promise<{ code: number; out: string; err: string }> {
  const streams = { stdin: Readable.from([input]), stdout: new PassThrough(), stderr: new PassThrough(), cwd: folder };
  const commands = [
    judgeCreate,
    judgeList,
    judgeShow,
    judgeExport,
    judgeRun,
    judgeResume,
    judgeCancel,
    judgeReaggregate,
    judgeRequests,
    judgeAnswers,
  ];
  const code = await runCli(commands, words, streams);
  return { code, out: String(streams.stdout.read() ?? ""), err: String(streams.stderr.read() ?? "") };
}

function at(...words: string[]): string[] {
  return [...words, "--project", fixture.project.slug];
}

describe("concord judge", () => {
  test("create takes a document, makes a version of a changed one, and keeps the key out of what it prints", async () => {
    const document = { name: "Local", endpoint: { name: "local", baseUrl: server.baseUrl }, model: "m" };
    fs.writeFileSync(path.join(folder, "judge.json"), JSON.stringify(document));
    const made = await concord(at("judge", "create", "--file", "judge.json", "--ask-key", "--json"), "sk-canary-cli-1234\n");
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({ version: 1, outcome: "created" });
    expect(made.out + made.err).not.toContain("canary");
    expect(await db().endpoint.findFirst({ where: { name: "local" }, select: { keyLast4: true } })).toEqual({ keyLast4: "1234" });

    const same = await concord(at("judge", "create", "--file", "-"), JSON.stringify(document));
    expect(same).toMatchObject({ code: 0, out: expect.stringContaining("unchanged") });
    const changed = await concord(
      at("judge", "create", "--file", "-", "--json"),
      JSON.stringify({ ...document, endpoint: "local", orders: "AB" }),
    );
    expect(JSON.parse(changed.out)).toMatchObject({ version: 2, outcome: "new version" });

    const shown = await concord(at("judge", "show", "Local", "--json"));
    expect(JSON.parse(shown.out)).toMatchObject({
      name: "Local",
      version: 2,
      versions: [1, 2],
      document: { orders: "AB", endpoint: "local" },
    });

    const exported = await concord(at("judge", "export", "Local", "--out", "out.json"));
    expect(exported).toMatchObject({ code: 0, out: "Written to out.json.\n" });
    const printed = await concord(at("judge", "export", "Local"));
    expect(fs.readFileSync(path.join(folder, "out.json"), "utf8")).toBe(printed.out);
    expect(JSON.parse(printed.out)).toMatchObject({ name: "Local", endpoint: { baseUrl: server.baseUrl }, orders: "AB" });
    expect(printed.out).not.toContain("canary");
    const again = await concord(at("judge", "create", "--file", "out.json"));
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Version 2 is there already") });
    expect((await concord(at("judge", "export", "Nobody"))).code).toBe(4);
  });

  test("create refuses what is no document with the place and exit code 3, and a missing file with 4", async () => {
    expect(await concord(at("judge", "create", "--file", "-"), "{")).toMatchObject({
      code: 3,
      err: expect.stringContaining("no JSON document"),
    });
    const wrong = await concord(
      at("judge", "create", "--file", "-"),
      JSON.stringify({ name: "x", endpoint: "local", model: "m", tieBand: 2 }),
    );
    expect(wrong).toMatchObject({ code: 3, err: expect.stringContaining("tieBand") });
    expect((await concord(at("judge", "create", "--file", "nowhere.json"))).code).toBe(4);
    expect((await concord(["judge", "create", "--file", "judge.json"])).code).toBe(2);
    expect((await concord(["judge", "list", "--project", "nowhere"])).code).toBe(4);
  });

  test("run estimates, judges, and prints one document; what is done is not done again", async () => {
    const before = server.requests.length;
    const estimate = await concord(at("judge", "run", "Scripted", "--estimate-only", "--json"));
    expect(JSON.parse(estimate.out)).toMatchObject({ comparisons: 4, calls: 8 });
    expect(server.requests).toHaveLength(before);
    const unpriced = await concord(at("judge", "run", "Scripted"));
    expect(unpriced).toMatchObject({ code: 3, err: expect.stringMatching(/has no price.*most calls that the run may make/) });
    expect(await concord(at("judge", "run", "Scripted", "--cap-calls", "0"))).toMatchObject({
      code: 3,
      err: expect.stringContaining("A cap of 0"),
    });

    const ran = await concord(at("judge", "run", "Scripted", "--sample", "3", "--seed", "5", "--cap-calls", "100", "--json"));
    expect(ran.code).toBe(0);
    const progress: RunProgress = JSON.parse(ran.out);
    expect(progress).toMatchObject({ state: "DONE", comparisons: 3, calls: { total: 6, answered: 6, failed: 0 } });
    expect(await db().label.count({ where: { projectId: fixture.project.id } })).toBe(3);

    const rest = await concord(at("judge", "run", "Scripted", "--cap-calls", "100"));
    expect(rest).toMatchObject({ code: 0, out: expect.stringContaining("2 of 2 calls answered") });
    expect(await concord(at("judge", "run", "Scripted", "--cap-calls", "100"))).toMatchObject({
      code: 3,
      err: expect.stringContaining("no call is made twice"),
    });
    expect((await concord(at("judge", "list"))).out).toMatch(
      /Scripted v1 .* 4 labels \(0 unreadable\), both orders same 0 of 4, prefers the first 8 of 8/,
    );
  });

  test("reaggregate puts the stored calls together anew, stores the rule and writes its labels, and asks no model", async () => {
    const before = server.requests.length;
    const reaggregate = (...words: string[]) => concord(at("judge", "reaggregate", "Scripted", ...words));
    const made = JSON.parse((await reaggregate("--orders", "AB", "--name", "AB alone", "--out", "labels.jsonl", "--json")).out);
    // Each call names the first: in both orders that is no preference, in AB alone it is A.
    expect(made).toMatchObject({ original: { ties: 4 }, changed: { preferA: 4, ties: 0 }, moves: { fromTie: 4 } });
    expect(made.stored).toMatchObject({ name: "AB alone", contentHash: made.contentHash });
    const lines = fs.readFileSync(path.join(folder, "labels.jsonl"), "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).score)).toEqual([-4, -4, -4, -4]);
    const again = await reaggregate("--stored", "AB alone");
    expect(again.out).toContain(`AB alone (content ${made.contentHash.slice(0, 8)})`);
    expect((await reaggregate("--sweep")).out).toMatch(/AB alone +A 100\.0\s%.*\n +BA alone +A 0\.0\s%.*\n +both/);
    expect(await reaggregate("--tie-band", "0.7")).toMatchObject({ code: 3, err: expect.stringContaining("Below 0.5") });
    expect((await reaggregate("--clamp", "0.4")).code).toBe(2);
    expect((await reaggregate("--stored", "Nothing")).code).toBe(4);
    expect(server.requests).toHaveLength(before);
  });

  test("a run that stops on a refused key exits with 5, and resume goes on", async () => {
    server.play(() => ({ kind: "status", status: 401 }));
    const stopped = await concord(at("judge", "run", "Local", "--version", "1", "--cap-calls", "100", "--json"));
    expect(stopped.code).toBe(5);
    const { id, pauseReason }: RunProgress = JSON.parse(stopped.out);
    expect(pauseReason).toContain("401");
    server.play(() => ({ kind: "answer", text: "2" }));
    const resumed = await concord(["judge", "resume", id, "--json"]);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.out)).toMatchObject({ id, state: "DONE", calls: { answered: 8 } });
  });

  test("a batch leaves as a file and comes back as one", async () => {
    const before = server.requests.length;
    const started = await concord(at("judge", "run", "Local", "--batch", "--cap-calls", "100", "--text", "[1]", "--json"));
    expect(started.code).toBe(0);
    const { id }: RunProgress = JSON.parse(started.out);
    const written = await concord(["judge", "requests", id, "--out", "requests.jsonl", "--json"]);
    expect(JSON.parse(written.out)).toEqual({ file: "requests.jsonl", requests: 1 });
    const request = JSON.parse(fs.readFileSync(path.join(folder, "requests.jsonl"), "utf8"));
    const body = { choices: [{ message: { content: "1" } }], usage: { prompt_tokens: 9, completion_tokens: 1 } };
    const answer = JSON.stringify({ custom_id: request.custom_id, response: { status_code: 200, body } });
    fs.writeFileSync(path.join(folder, "answers.jsonl"), `${answer}\nno answer\n`);
    expect(await concord(["judge", "answers", id, "answers.jsonl"])).toMatchObject({
      code: 3,
      out: expect.stringContaining("2 lines: 1 stored, 0 known, 0 failed, 1 refused."),
      err: expect.stringContaining("Line 2: This line is no JSON"),
    });
    expect((await concord(["judge", "requests", id, "--out", "none.jsonl"])).out).toContain("0 requests");
    expect(server.requests).toHaveLength(before);
    const only = await concord(at("judge", "run", "Scripted", "--only", "nobody"));
    expect(only).toMatchObject({
      code: 2,
      err: expect.stringContaining("people-lack, judge-lacks, people-disagree, judge-disagrees"),
    });
  });

  test("cancel ends a run and says how far it was", async () => {
    server.play(() => ({ kind: "status", status: 403 }));
    const stopped = await concord(at("judge", "run", "Local", "--cap-calls", "100", "--json"));
    const { id }: RunProgress = JSON.parse(stopped.out);
    expect(await concord(["judge", "cancel", id])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/Cancelled after 0 of [34] calls/),
    });
    expect((await concord(["judge", "resume", id])).code).toBe(3);
    expect((await concord(["judge", "resume", "7"])).code).toBe(2);
    expect((await concord(["judge", "cancel", fixture.project.id])).code).toBe(4);
  });
});
