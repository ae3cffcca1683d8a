import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { completionBody, type FaultServer, type Reply, startFaultServer } from "@/lib/testing/fault-server";
import { createJudgeFixture, indexIn, type JudgeFixture, startFixtureRun, untilRun } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { startJudgeWorker, stopJudgeWorker } from "./judge-worker";

const body = (text: string, headers?: Record<string, string>): Reply => ({
  kind: "body",
  body: text,
  ...(headers ? { headers } : {}),
});
const json = (value: unknown): Reply => body(JSON.stringify(value));
const message = (fields: Record<string, unknown>, beside: Record<string, unknown> = {}): Reply =>
  json({ model: "m", choices: [{ index: 0, message: { role: "assistant", ...fields }, finish_reason: "stop", ...beside }] });
const chatty = "Well, it depends.";
const tokens = (...listed: [string, unknown][]): Reply =>
  message(
    { content: chatty },
    {
      logprobs: {
        content: [
          {
            token: listed[0]?.[0],
            logprob: listed[0]?.[1],
            top_logprobs: listed.map(([token, logprob]) => ({ token, logprob })),
          },
        ],
      },
    },
  );
const status = (code: number, text = "<html>no</html>"): Reply => ({ kind: "body", status: code, body: text });
const good = completionBody({ kind: "answer", text: "1" });

/** What an endpoint may do, and how it ends: by the name of its error, as an invalid verdict, or as the answer that it is. */
const SHAPES: readonly [what: string, reply: Reply, end: string][] = [
  ["a good answer", { kind: "answer", text: "1" }, "A"],
  ["a web page with a 200", body("<!doctype html><html><body>1</body></html>", { "content-type": "text/html" }), "not_json"],
  ["an empty body", body(""), "not_json"],
  ["white space alone", body(" \n "), "not_json"],
  ["a JSON cut short", body('{"choices":[{"message":{"content":"1"'), "not_json"],
  ["two JSONs in one body", body(`${JSON.stringify(good)}\n${JSON.stringify(good)}`), "not_json"],
  ["a stream of events", body(`data: ${JSON.stringify(good)}\n\ndata: [DONE]\n\n`), "not_json"],
  ["a byte-order mark before the JSON", body(`\uFEFF${JSON.stringify(good)}`), "not_json"],
  [
    "NaN for a probability",
    body('{"choices":[{"message":{"content":"1"},"logprobs":{"content":[{"token":"1","logprob":NaN}]}}]}'),
    "not_json",
  ],
  [
    "Infinity for a probability",
    body('{"choices":[{"message":{"content":"1"},"logprobs":{"content":[{"token":"1","logprob":-Infinity}]}}]}'),
    "not_json",
  ],
  ["null", body("null"), "bad_shape"],
  ["true", body("true"), "bad_shape"],
  ["a number", body("1"), "bad_shape"],
  ["a text", body('"1"'), "bad_shape"],
  ["a list", body("[1]"), "bad_shape"],
  ["an empty object", json({}), "bad_shape"],
  ["an error with a 200", json({ error: { message: "overloaded" } }), "bad_shape"],
  ["fifty thousand brackets", body("[".repeat(50_000) + "]".repeat(50_000)), "bad_shape"],
  ["choices that are null", json({ choices: null }), "bad_shape"],
  ["choices that are an object", json({ choices: { 0: good } }), "bad_shape"],
  ["choices that are a text", json({ choices: "1" }), "bad_shape"],
  ["a choice that is null", json({ choices: [null] }), "bad_shape"],
  ["a choice without a message", json({ choices: [{ text: "1" }] }), "bad_shape"],
  ["a message that is a text", json({ choices: [{ message: "1" }] }), "bad_shape"],
  ["a reason to stop that is a number", message({ content: "1" }, { finish_reason: 1 }), "bad_shape"],
  ["no choice", json({ choices: [] }), "empty"],
  ["content null", message({ content: null }), "invalid"],
  ["no content", message({}), "invalid"],
  ["content that is the number 1", message({ content: 1 }), "invalid"],
  ["content that is true", message({ content: true }), "invalid"],
  ["content that is an object", message({ content: { text: "1" } }), "invalid"],
  ["content in parts with the number 1", message({ content: [{ type: "text", text: 1 }] }), "invalid"],
  ["content in parts of another kind", message({ content: [{ type: "image_url", image_url: { url: "1" } }] }), "invalid"],
  ["an empty text", message({ content: "" }), "invalid"],
  ["both answers", message({ content: "1 or 2" }), "invalid"],
  ["an answer inside a sentence", message({ content: "Response 1 is worse than 2." }), "invalid"],
  ["an answer inside JSON", message({ content: '{"answer":"1"}' }), "invalid"],
  ["another number", message({ content: "3" }), "invalid"],
  ["NUL behind the answer", message({ content: "1\u0000" }), "invalid"],
  ["half a character", message({ content: "\ud8001" }), "invalid"],
  ["a broken character", message({ content: "\ufffd1" }), "invalid"],
  ["nine hundred thousand characters", message({ content: "1 ".repeat(450_000) }), "invalid"],
  ["a refusal in its own field", message({ content: null, refusal: "I cannot choose." }), "invalid"],
  [
    "a call of a tool",
    message({ content: null, tool_calls: [{ id: "t", type: "function", function: { name: "pick", arguments: '{"a":1}' } }] }),
    "invalid",
  ],
  ["a call of a function, as once", message({ content: null, function_call: { name: "pick", arguments: "1" } }), "invalid"],
  ["thoughts without an answer", message({ content: null, reasoning_content: "1" }), "invalid"],
  ["a probability above one", tokens(["1", 0.4], ["2", -3]), "invalid"],
  ["probabilities as texts", tokens(["1", "-0.1"], ["2", "-3"]), "invalid"],
  ["probabilities that are null", tokens(["1", null], ["2", null]), "invalid"],
  ["tokens of which none is an answer", tokens(["Well", -0.1], ["It", -3]), "invalid"],
  ["more probability than there is", tokens(["1", -0.1], [" 1", -0.1], ["(1", -0.1], ["2", -0.1]), "invalid"],
  ["log-probabilities without a list", message({ content: chatty }, { logprobs: { content: null } }), "invalid"],
  ["log-probabilities that are a list", message({ content: chatty }, { logprobs: [1] }), "invalid"],
  ["names with NUL", json({ model: "m\u0000", choices: [{ message: { content: "?" }, finish_reason: "\u0000" }] }), "invalid"],
  [
    "tokens beyond counting",
    json({ choices: [{ message: { content: "?" } }], usage: { prompt_tokens: 1e300, completion_tokens: -1 } }),
    "invalid",
  ],
  ["tokens as texts", json({ choices: [{ message: { content: "?" } }], usage: { prompt_tokens: "12" } }), "invalid"],
  [
    "more tokens than a column takes",
    json({ choices: [{ message: { content: "?" } }], usage: { prompt_tokens: 3_000_000_000, completion_tokens: 1 } }),
    "invalid",
  ],
  ["a good answer as another type", body(JSON.stringify(good), { "content-type": "text/html" }), "A"],
  ["a good answer by another model", { kind: "answer", text: "1", model: "somebody-else" }, "A"],
  ["a good answer in parts", message({ content: [{ type: "text", text: "1" }] }), "A"],
  ["an unknown packing", body(JSON.stringify(good), { "content-encoding": "zstd" }), "bad_encoding"],
  ["a packing that is none", body(JSON.stringify(good), { "content-encoding": "gzip" }), "bad_encoding"],
  ["a body without end", { kind: "huge" }, "too_large"],
  ["a small body that swells", { kind: "bomb" }, "too_large"],
  ["silence", { kind: "hang" }, "timeout"],
  ["a byte now and then", { kind: "drip" }, "timeout"],
  ["a closed connection", { kind: "close" }, "connection"],
  ["a body cut off", { kind: "cut" }, "connection"],
  ["204", status(204, ""), "not_json"],
  ["400 as a web page", status(400), "bad_request"],
  ["413", status(413), "bad_request"],
  ["422 with a list of errors", status(422, '{"detail":[{"loc":["body"],"msg":"no"}]}'), "bad_request"],
  ["408", status(408), "server_error"],
  ["500 without a body", status(500, ""), "server_error"],
  ["502 as a web page", status(502), "server_error"],
  ["503", status(503), "server_error"],
  ["a status that nobody knows", status(599), "server_error"],
];

const database = freshDatabase();
let server: FaultServer;
let fixture: JudgeFixture;
let runId = "";

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  server = await startFaultServer(({ prompt }) => SHAPES[indexIn(prompt)]?.[1] ?? { kind: "close" });
  fixture = await createJudgeFixture(server, {
    comparisons: SHAPES.length,
    document: { orders: "AB", limits: { attempts: 1, timeoutSeconds: 1, concurrency: 8 } },
  });
  runId = await startFixtureRun(fixture);
  startJudgeWorker();
  await untilRun(runId, ["DONE", "PAUSED"], 60_000);
}, 90_000);

afterAll(async () => {
  await stopJudgeWorker();
  await server.close();
});

describe("what an endpoint may do", () => {
  test("there are many shapes of it, and the run comes to its end", async () => {
    expect(SHAPES.length).toBeGreaterThanOrEqual(40);
    expect(await db().judgeRun.findUniqueOrThrow({ where: { id: runId } })).toMatchObject({ state: "DONE" });
  });

  test.each(SHAPES.map(([what, , end], index) => ({ what, end, index })))("$what ends as $end", async ({ end, index }) => {
    const comparisonId = fixture.comparisons[index]?.id ?? "";
    const [task, label, calls] = await Promise.all([
      db().judgeTask.findFirstOrThrow({ where: { runId, comparisonId } }),
      db().label.findFirst({ where: { comparisonId } }),
      db().judgeCall.findMany({ where: { comparisonId } }),
    ]);
    if (end === "A") {
      expect(label).toMatchObject({ answer: "PREFERENCE", probabilityB: 0 });
      expect(calls).toMatchObject([{ method: "parsed" }]);
    } else if (end === "invalid") {
      expect(label).toMatchObject({ answer: "INVALID", score: null, probabilityB: null });
      expect(calls).toMatchObject([{ method: "invalid", probabilityFirst: null }]);
    } else {
      expect(task).toMatchObject({ state: "FAILED", errorKind: end });
      expect(task.errorMessage?.length).toBeGreaterThan(10);
      expect(label).toBeNull();
      expect(calls).toEqual([]);
    }
  });

  test("SEC-72: an answer that is no verdict is kept as it was written", async () => {
    const kept: Readonly<Record<string, string>> = {
      "both answers": "1 or 2",
      "an answer inside a sentence": "Response 1 is worse than 2.",
      "an answer inside JSON": '{"answer":"1"}',
      "another number": "3",
      "tokens of which none is an answer": chatty,
    };
    for (const [what, rawText] of Object.entries(kept)) {
      const comparisonId = fixture.comparisons[SHAPES.findIndex(([name]) => name === what)]?.id ?? "";
      expect(await db().judgeCall.findFirst({ where: { comparisonId } }), what).toMatchObject({ method: "invalid", rawText });
    }
  });

  test("the ledger has one attempt for each request that the endpoint saw", async () => {
    const outcomes = await db().judgeAttempt.groupBy({ by: ["outcome"], where: { runId }, _count: true });
    const counted = Object.fromEntries(outcomes.map(({ outcome, _count }) => [outcome, _count]));
    const expected: Record<string, number> = {};
    for (const [, , end] of SHAPES) {
      const outcome = end === "A" || end === "invalid" ? "answered" : end;
      expected[outcome] = (expected[outcome] ?? 0) + 1;
    }
    expect(counted).toEqual(expected);
    expect(server.requests).toHaveLength(SHAPES.length);
    const spent = await db().spending.aggregate({ where: { runId }, _sum: { attempts: true } });
    expect(spent._sum.attempts).toBe(SHAPES.length);
  });
});
