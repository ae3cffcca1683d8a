import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { createApiKey } from "@/lib/auth/api-keys";
import { startExportWorker, stopExportWorker } from "@/lib/datasets/export/jobs/export-worker";
import { db } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { stopJudgeWorker } from "@/lib/judges/runs/judge-worker";
import { saveJudge } from "@/lib/judges/save-judge";
import { createProject } from "@/lib/projects/create-project";
import { createRandom } from "@/lib/stats/random";
import { callApi } from "@/lib/testing/call-api";
import { type JsonSchema, SchemaDraw } from "@/lib/testing/draw-from-schema";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { apiDocument } from "./document";
import { importComparisons } from "./routes/data";
import { startExport } from "./routes/exports";

/** Requests to each operation; a third of their values is spoilt in every other one. */
const REQUESTS = 16;

interface Operation {
  operationId: string;
  parameters?: { name: string; in: "path" | "query"; required?: boolean; schema: JsonSchema }[];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
  responses: Record<string, { content?: Record<string, { schema?: JsonSchema }> }>;
}

const document = JSON.parse(JSON.stringify(apiDocument()));
const definitions: Record<string, JsonSchema> = document.components.schemas;
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    path,
    method: method.toUpperCase() as "GET" | "POST" | "PATCH",
    operation,
  })),
);

const database = freshDatabase();
let user: User;
let key: string;
const known: Record<string, unknown[]> = {};

beforeAll(async () => {
  await database.open();
  user = await createUser({ isOperator: true });
  const { slug } = await createProject(actorOf(user), { name: "Fuzzed", scale: { preset: "ARENA" } });
  key = (await createApiKey(actorOf(user), { name: "fuzz", scope: "WRITE", projectIds: [], days: 30 })).key;
  const line = (n: number) => ({
    id: `q${n}`,
    prompt: `Question ${n}`,
    responseA: "first",
    responseB: `second ${n}`,
    modelA: "alpha",
    modelB: n % 2 ? "beta" : "gamma",
    labels: [
      { annotator: "x", kind: "HUMAN", score: n % 2 ? 2 : -2 },
      { annotator: "y", kind: "HUMAN", score: n % 3 ? 2 : 0 },
      { annotator: "m", kind: "AI", probabilityB: n / 10 },
    ],
  });
  const body = Array.from({ length: 8 }, (_, n) => `${JSON.stringify(line(n))}\n`).join("");
  await callApi(importComparisons, { key, params: { project: slug }, query: `id=${newId()}`, body });
  await saveJudge(actorOf(user), slug, {
    name: "Local",
    endpoint: { name: "here", baseUrl: "https://models.example/v1" },
    model: "tiny",
  });
  const id = newId();
  startExportWorker();
  await callApi(startExport, { key, params: { project: slug }, body: { id, format: "concord-jsonl" } });
  const isDone = async () => (await db().export.count({ where: { id, state: "DONE" } })) > 0;
  await vi.waitUntil(isDone, { timeout: 10_000 });
  Object.assign(known, {
    project: [slug],
    judge: ["Local"],
    export: [id],
    criterion: ["overall"],
    externalId: ["q1", "q2"],
    endpoint: ["here"],
  });
});

afterAll(async () => {
  await stopExportWorker();
  await stopJudgeWorker();
});

test.each(operations)("$method $path answers as its document says, whatever it is sent", async ({ path, method, operation }) => {
  const random = createRandom(20_261_125, operation.operationId);
  const draw = new SchemaDraw(() => random.next(), definitions, known);
  const seen = new Set<number>();
  for (let n = 0; n < REQUESTS; n++) {
    // The first few hold what is needed alone: options that each fit may not fit together.
    draw.optional = n < 6 ? 0 : 0.4;
    const request = toRequest(operation, draw, n % 2 === 0 ? 0 : 0.3);
    const sent = `${method} ${path} ${JSON.stringify(request).slice(0, 600)}`;
    const answer = await callApi({ path, method, body: null }, { key, ...request });
    seen.add(answer.status);
    const described = operation.responses[String(answer.status)];
    expect(described, `${answer.status} for ${sent}: ${answer.status >= 500 ? await answer.clone().text() : ""}`).toBeDefined();
    expect(answer.status, sent).toBeLessThan(500);
    await expectDescribed(answer, described?.content ?? {}, sent);
  }
  // Not all refused, or nothing was tested. Judges' documents hang together in more ways than a schema says; their tests are apart.
  if (!/Judge(Run|Version)?$/.test(operation.operationId) || (method === "GET" && !path.includes("{run}")))
    expect(
      [...seen].some((status) => status < 300),
      `statuses ${[...seen]}`,
    ).toBe(true);
});

function toRequest({ parameters = [], requestBody }: Operation, draw: SchemaDraw, spoil: number) {
  const params: Record<string, string> = {};
  const query = new URLSearchParams();
  for (const { name, in: place, required, schema } of parameters) {
    if (place === "path") params[name] = toText(draw.value(schema, spoil, name)) || "x";
    else if (required ? !draw.happens(spoil / 2) : draw.happens(draw.optional))
      query.append(name, toText(draw.value(schema, spoil, name)));
  }
  if (draw.happens(spoil / 2)) query.append(draw.pick(["unknown", "limit", "limit"]), "7");
  const [type, content] = draw.pick(Object.entries(requestBody?.content ?? { "": undefined }));
  const headers: Record<string, string> = { accept: draw.pick(["application/json", "application/x-ndjson", "*/*"]) };
  if (!content) return { params, query: query.toString(), headers };
  headers["content-type"] = type;
  const values = Array.from({ length: type.endsWith("ndjson") ? 3 : 1 }, () => JSON.stringify(draw.value(content.schema, spoil)));
  const body = draw.happens(spoil / 3) ? draw.pick(["", "{", "[]", "null", '"text"', '{"a":1,"a":2}']) : values.join("\n");
  return { params, query: query.toString(), headers, body };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value.toWellFormed() : JSON.stringify(value);
}

async function expectDescribed(answer: Response, content: Record<string, { schema?: JsonSchema }>, sent: string): Promise<void> {
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const text = await answer.text();
  if (text === "") return;
  expect(Object.keys(content), `${answer.status} ${type} for ${sent}`).toContain(type);
  const schema = content[type]?.schema;
  if (!schema) return;
  const values = type.endsWith("ndjson") ? text.trim().split("\n") : [text];
  for (const value of values) {
    const parsed = toZod(schema).safeParse(JSON.parse(value));
    expect(parsed.error?.issues, `${answer.status} for ${sent}: ${value.slice(0, 500)}`).toBeUndefined();
  }
}

const made = new Map<JsonSchema, z.ZodType>();

/** The document's schema, not the one that it was made of: what a client reads is what is checked. */
function toZod(schema: JsonSchema): z.ZodType {
  const before = made.get(schema);
  if (before) return before;
  const inlined = JSON.parse(JSON.stringify({ ...schema, $defs: definitions }).replaceAll("#/components/schemas/", "#/$defs/"));
  const after = z.fromJSONSchema(inlined);
  made.set(schema, after);
  return after;
}
