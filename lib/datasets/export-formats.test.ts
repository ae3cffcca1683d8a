import fs from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { exportDataset } from "./export-dataset";
import { importDataset } from "./import-dataset";
import type { ExportFormatName } from "./schema";

const database = freshDatabase();
let actor: UserActor;
beforeAll(database.open);
beforeEach(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
});

const make = () =>
  createProject(actor, {
    name: "Formats",
    description: "",
    scale: { preset: "CUSTOM", levelsPerSide: 3, allowsTie: true },
  } as never);
const user = (content: string) => ({ role: "user", content });

/** Our own rows: what CSV, JSON and Parquet find hard, and every kind of answer. */
const ROWS = [
  {
    id: "one",
    prompt: [user('=1+1, "quoted"\nand a second line')],
    responseA: "",
    responseB: "-dash, comma\ttab 😀 \u2028 é\r\nlines",
    modelA: "m1",
    modelB: "m2",
    cluster: "c1",
    metadata: { domain: "code", language: "python", list: [1, 2.5], deep: { a: null } },
    labels: [
      {
        annotator: "Iris",
        kind: "HUMAN",
        score: -3,
        rationale: "because",
        durationMs: 1200,
        submittedAt: "2026-05-01T10:00:00.000Z",
        confidence: 4,
      },
      { annotator: "Noor", kind: "HUMAN", score: 0, submittedAt: "2026-05-01T10:00:00.123Z" },
      {
        annotator: "gpt",
        kind: "AI",
        probabilityB: 0.75,
        score: 2,
        order: "both",
        callCount: 4,
        metadata: { seed: 7 },
        submittedAt: "2026-05-01T11:00:00.000Z",
      },
    ],
  },
  {
    id: "two",
    prompt: [user("first"), { role: "assistant", content: "reply" }, user("second")],
    responseA: "x",
    responseB: "y",
    turnIndex: 2,
    flags: ["odd"],
    labels: [
      { annotator: "Iris", kind: "HUMAN", score: 2, strengthKnown: false, submittedAt: "2026-05-02T10:00:00.000Z" },
      { annotator: "Noor", kind: "HUMAN", answer: "both_bad", reason: "none", submittedAt: "2026-05-02T10:00:00.000Z" },
    ],
  },
  { id: "three", prompt: [{ role: "system", content: "Be brief." }, user("q")], responseA: "p", responseB: "q" },
] as const;

async function* bytes(content: Buffer | string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(content);
}

async function begin(rows: readonly object[] = ROWS): Promise<string> {
  const { slug } = await make();
  const report = await importDataset(actor, slug, bytes(rows.map((row) => JSON.stringify(row)).join("\n")), {});
  expect(report.refused).toEqual([]);
  return slug;
}

async function write(slug: string, format: ExportFormatName, more: object = {}): Promise<Buffer> {
  const { file } = await exportDataset(actor, slug, { format, ...more });
  return fs.readFileSync(file);
}

describe("an export read again", () => {
  test.each(["concord-jsonl", "csv", "tsv", "json", "jsonl", "parquet"] as const)(
    "as %s gives the same comparisons and labels, and the same bytes",
    async (format) => {
      const slug = await begin();
      const first = await write(slug, format);
      const { slug: other } = await make();
      const report = await importDataset(actor, other, bytes(first), {});
      expect(report).toMatchObject({ format, refused: [], labels: { new: 5 } });
      expect(await write(other, format)).toEqual(first);
      expect(String(await write(other, "concord-jsonl"))).toBe(String(await write(slug, "concord-jsonl")));
    },
  );

  test.each(["trl", "trl-unpaired"] as const)("as %s gives the same preferences, by whom and how strongly", async (format) => {
    const slug = await begin();
    const first = await write(slug, format);
    const { slug: other } = await make();
    expect(await importDataset(actor, other, bytes(first), {})).toMatchObject({ format, refused: [], labels: { new: 2 } });
    expect(String(await write(other, format))).toBe(String(first));
    const packed = await write(slug, format, { packing: "parquet" });
    const { slug: third } = await make();
    expect(await importDataset(actor, third, bytes(packed), {})).toMatchObject({ format, refused: [], labels: { new: 2 } });
    expect(String(await write(third, format))).toBe(String(first));
  });

  test.each([
    ["hh-rlhf", 1],
    ["ultrafeedback", 2],
    ["helpsteer", 3],
    ["reward-bench", 2],
    ["alpaca-eval", 3],
    ["mt-bench", 3],
  ] as const)("as %s is recognised, and written again it is the same", async (format, labels) => {
    const slug = await begin();
    const options = { minStrength: 1 };
    const first = await write(slug, format, options);
    const { slug: other } = await make();
    const report = await importDataset(actor, other, bytes(first), {});
    expect(report).toMatchObject({ format, refused: [] });
    expect(report.labels.new).toBeGreaterThanOrEqual(labels);
    const { slug: third } = await make();
    const second = await write(other, format, options);
    await importDataset(actor, third, bytes(second), {});
    expect(String(await write(third, format, options))).toBe(String(second));
  });
});

describe("bytes", () => {
  test("gzip holds the plain file", async () => {
    const slug = await begin();
    expect(gunzipSync(await write(slug, "trl", { packing: "gzip" }))).toEqual(await write(slug, "trl"));
  });

  test("TRL rows have the same columns in the same order, and numbers with a point", async () => {
    const [line = ""] = String(await write(await begin(), "trl")).split("\n");
    expect(line).toContain('"score":-3.0,"margin":3.0,"probability_chosen":null,"strength_known":true');
    expect(Object.keys(JSON.parse(line))).toEqual([
      "prompt",
      "chosen",
      "rejected",
      "score",
      "margin",
      "probability_chosen",
      "strength_known",
      "annotator_kind",
      "annotator",
      "comparison",
      "chosen_model",
      "rejected_model",
    ]);
  });

  test("an export of nothing is a file that can be read", async () => {
    const { slug } = await make();
    expect(String(await write(slug, "json"))).toBe("[\n]\n");
    expect(String(await write(slug, "csv"))).toContain("comparison,prompt,response_a");
    expect(gunzipSync(await write(slug, "trl", { packing: "gzip" })).length).toBe(0);
    expect((await write(slug, "parquet")).subarray(0, 4).toString()).toBe("PAR1");
  });
});
