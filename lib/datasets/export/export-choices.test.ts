import fs from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { exportDataset } from "@/lib/datasets/export-dataset";
import type { ExportInputDraft } from "@/lib/datasets/export-schema";
import { ExportInput } from "@/lib/datasets/export-schema";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { HashSet } from "./hash-set";
import { marginOf } from "./margins";
import { tieConversations } from "./splits";

let actor: UserActor;
let slug: string;

const person = (annotator: string, score: number, more: object = {}) => ({ annotator, kind: "HUMAN", score, ...more });
const judge = (probabilityB: number, more: object = {}) => ({ annotator: "heron", kind: "AI", probabilityB, ...more });
const row = (id: string, labels: object[], more: object = {}) => ({
  ...{ id, prompt: `question ${id}`, responseA: `a of ${id}, long`, responseB: `b of ${id}`, labels },
  ...more,
});

// Preset LLAMA2: no tie, four levels.
const LINES = [
  row("both", [person("mara", 4), person("tomas", 1), judge(0.9)], { metadata: { category: "facts" } }),
  row("split", [person("mara", -2), person("tomas", 2), judge(0.3)]),
  row("judged", [judge(0.2, { probabilityBClamped: 0.4 })]),
  row("contradicts", [{ annotator: "heron", kind: "AI", answer: "unsettled", probabilityB: 0.6 }]),
  row("bad", [{ annotator: "mara", kind: "HUMAN", answer: "both_bad" }, person("tomas", -3)]),
  row("again", [person("mara", 4)], { prompt: "question both", responseA: "a of both, long", responseB: "b of both" }),
];

beforeAll(freshDatabase().open);
beforeAll(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
  slug = (await createProject(actor, { name: "Choices", scale: { preset: "CUSTOM", levelsPerSide: 4, allowsTie: true } })).slug;
  await createLabels(slug, LINES);
});

async function createLabels(project: string, lines: readonly object[]) {
  const report = await importDataset(actor, project, bytes(lines.map((line) => JSON.stringify(line)).join("\n")), {
    format: "concord-jsonl",
  });
  expect(report.refused).toEqual([]);
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function rowsOf(draft: Omit<ExportInputDraft, "format">) {
  const made = await exportDataset(actor, slug, { format: "trl", ...draft });
  const lines = made.files.flatMap((file) => fs.readFileSync(file, "utf8").split("\n").filter(Boolean));
  return { ...made, rows: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

const brief = ({ comparison, annotator_kind, score }: Record<string, unknown>) => [comparison, annotator_kind, score];

describe("what becomes a row", () => {
  test("mixed takes people's answer where there is one, else the judge's, and leaves a split vote alone", async () => {
    const { rows, manifest } = await rowsOf({ source: "mixed" });
    expect(rows.map(brief)).toEqual([
      ["both", "CONSENSUS", 3],
      ["judged", "AI", -3],
      ["bad", "CONSENSUS", -3],
      ["again", "CONSENSUS", 4],
    ]);
    expect(manifest.dropped).toContainEqual(expect.objectContaining({ reason: "people are split", count: 1 }));
    expect(manifest.selection.judge).toBe("heron");
  });

  test("mixed over two criteria has people's rows of one and the judge's of the other", async () => {
    const project = (await createProject(actor, { name: "Mix", scale: { preset: "HH_HELPFUL" } })).slug;
    await createLabels(project, [
      row("one", [person("mara", 2, { criterion: "helpful" }), judge(0.1, { criterion: "harmless" })]),
      row("two", [judge(0.8, { criterion: "harmless" }), judge(0.7, { criterion: "helpful" })]),
    ]);
    const made = await exportDataset(actor, project, {
      ...{
        format: "trl",
        source: "mixed",
        criterion: "helpful",
        judgeCriterion: "harmless",
        fields: ["criterion", "annotator_kind"],
      },
    });
    const rows = fs
      .readFileSync(made.file, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ criterion, annotator_kind }) => `${annotator_kind} ${criterion}`)).toEqual([
      "CONSENSUS helpful",
      "AI harmless",
      "AI harmless",
    ]);
  });

  test("ties stay out, stay as ties, or go in both orders with half the weight", async () => {
    const kept = await rowsOf({ ties: "keep", bothBad: "tie" });
    expect(kept.rows.map(brief)).toContainEqual(["bad", "HUMAN", 0]);
    const { rows, manifest } = await rowsOf({ ties: "both-orders", bothBad: "tie" });
    const ties = rows.filter(({ score }) => score === 0);
    expect(ties.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
    expect(ties[0]?.chosen).toEqual(ties[1]?.rejected);
    expect(rows.filter(({ score }) => score !== 0).every(({ weight }) => weight === 1)).toBe(true);
    expect(manifest.stages.at(-1)).toEqual({ stage: "rows", count: rows.length });
  });

  test("a judge whose orders contradict is no row, a tie, or goes by its mean", async () => {
    expect((await rowsOf({ source: "ai" })).rows.flatMap(brief)).not.toContain("contradicts");
    expect((await rowsOf({ source: "ai", unsettled: "tie", ties: "keep" })).rows.map(brief)).toContainEqual([
      "contradicts",
      "AI",
      0,
    ]);
    const { rows } = await rowsOf({ source: "ai", unsettled: "average" });
    expect(rows.find(({ comparison }) => comparison === "contradicts")).toMatchObject({ score: 2, strength_known: false });
  });

  test("soft labels are the judge's own, clamped, or none", async () => {
    const softOf = async (soft: "raw" | "clamped" | "none") =>
      (await rowsOf({ source: "ai", soft })).rows.find(({ comparison }) => comparison === "judged")?.probability_chosen;
    expect(await softOf("raw")).toBeCloseTo(0.8, 12);
    expect(await softOf("clamped")).toBeCloseTo(0.6, 12);
    expect(await softOf("none")).toBeNull();
  });

  test("equal rows, or rows of one prompt, stand once where that is asked for", async () => {
    const all = await rowsOf({ source: "consensus" });
    const once = await rowsOf({ source: "consensus", deduplicate: "prompts" });
    expect(all.rows.map(({ comparison }) => comparison)).toEqual(["both", "bad", "again"]);
    expect(once.rows.map(({ comparison }) => comparison)).toEqual(["both", "bad"]);
    expect(once.manifest.dropped).toContainEqual(
      expect.objectContaining({ reason: "the same prompt as a row before it", count: 1 }),
    );
  });

  test("filters narrow people and comparisons, and a wrong one is refused with what there is", async () => {
    expect((await rowsOf({ annotators: "tomas" })).rows.map(({ annotator }) => annotator)).toEqual(["tomas", "tomas", "tomas"]);
    expect((await rowsOf({ category: "facts" })).rows.map(({ comparison }) => comparison)).toEqual(["both", "both"]);
    await expect(rowsOf({ annotators: "nobody" })).rejects.toThrow(/there are (mara, tomas|tomas, mara)/);
    await expect(rowsOf({ round: "7" })).rejects.toThrow('There is no round "7"');
  });

  test("a method that weighs people gives the answer that they give together", async () => {
    const { rows, manifest } = await rowsOf({ source: "consensus", method: "dawid-skene" });
    expect(rows.find(({ comparison }) => comparison === "both")).toMatchObject({ annotator: "dawid-skene", score: 3 });
    expect(manifest.method).toContain("dawid-skene");
  });
});

describe("margins", () => {
  test("are Llama 2's by the degree, the score itself, or one's own", () => {
    const of = (score: number, margin: "llama2-small" | "llama2-large" | "signed-score" | "strength") =>
      marginOf({ score, scaleVersionId: null }, { margin }, new Map());
    expect([4, -3, 2, -1].map((score) => of(score, "llama2-small"))).toEqual([1, 2 / 3, 1 / 3, 0]);
    expect([4, -3, 2, -1].map((score) => of(score, "llama2-large"))).toEqual([3, 2, 1, 0]);
    expect([of(-3, "signed-score"), of(-3, "strength"), of(0, "llama2-large")]).toEqual([-3, 3, 0]);
    expect(marginOf({ score: -2, scaleVersionId: null }, { margin: "table", marginTable: [0, 5, 6, 7] }, new Map())).toBe(5);
  });
});

describe("the split", () => {
  test("never has a conversation or a prompt on both sides, and says so", async () => {
    const project = (await createProject(actor, { name: "Split", scale: { preset: "BINARY" } })).slug;
    // Conversations of three turns; every tenth conversation begins with the prompt of another one.
    const lines = Array.from({ length: 300 }, (_, i) => {
      const conversation = Math.floor(i / 3);
      const prompt = i % 3 === 0 && conversation % 10 === 9 ? `p${conversation - 5} 0` : `p${conversation} ${i % 3}`;
      return row(`${i}`, [person("mara", 2)], { prompt, cluster: `c${conversation}` });
    });
    await createLabels(project, lines);
    const { files, manifest } = await exportDataset(actor, project, {
      format: "trl",
      test: 0.3,
      seed: 7,
      fields: ["conversation"],
    });
    const [train = [], held = []] = files.map((file) =>
      fs
        .readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    );
    expect(train.length + held.length).toBe(300);
    expect(held.length).toBeGreaterThan(50);
    for (const key of ["conversation", "prompt"]) {
      const there = new Set(train.map((each) => JSON.stringify(each[key])));
      expect(held.filter((each) => there.has(JSON.stringify(each[key])))).toEqual([]);
    }
    expect(manifest.leaks).toMatchObject({ promptsInBoth: 0, conversationsInBoth: 0, test: { rows: held.length } });
    // By prompt alone a conversation may be cut, and that is counted.
    const byPrompt = await exportDataset(actor, project, { format: "trl", test: 0.3, splitBy: "prompt" });
    expect(byPrompt.manifest.leaks).toMatchObject({ promptsInBoth: 0 });
    expect(byPrompt.manifest.leaks?.conversationsInBoth).toBeGreaterThan(0);
  });

  test("ties conversations together over any number of steps", () => {
    const rootOf = tieConversations([
      ["b", "c"],
      ["d", "e"],
      ["c", "d"],
    ]);
    expect(["b", "c", "d", "e", "z"].map(rootOf)).toEqual(["b", "b", "b", "b", "z"]);
  });

  test("a set of hashes tells ten thousand apart", () => {
    const set = new HashSet();
    for (let i = 0n; i < 10_000n; i++) expect(set.add(i * 0x1_0000_0001n)).toBe(true);
    expect(set.add(7n * 0x1_0000_0001n)).toBe(false);
    expect(set.size).toBe(10_000);
    expect(set.has(99_999_999n)).toBe(false);
  });
});

describe("an export made again", () => {
  test("has the same bytes after labels were added and changed, comparisons came and one was withdrawn", async () => {
    const project = await createProject(actor, { name: "Again", scale: { preset: "HH_HELPFUL" } });
    await createLabels(project.slug, LINES.slice(0, 3));
    const draft = { format: "concord-jsonl" as const };
    const first = await exportDataset(actor, project.slug, draft);
    const label = await db().label.findFirstOrThrow({
      where: { projectId: project.id, score: 4 },
      select: { id: true, comparisonId: true, annotatorId: true },
    });
    // As the door changes a label: the row, and an event with what it was and is.
    await db().label.update({
      where: { comparisonId_id: { comparisonId: label.comparisonId, id: label.id } },
      data: { score: -4 },
    });
    await db().labelEvent.create({
      data: {
        ...{
          id: newId(),
          labelId: label.id,
          comparisonId: label.comparisonId,
          annotatorId: label.annotatorId,
          projectId: project.id,
        },
        ...{ kind: "CHANGE", bodyHash: Buffer.from("x"), before: {}, after: { answer: "PREFERENCE", score: -4 } },
      },
    });
    await createLabels(project.slug, [row("new", [person("mara", 1)]), row("judged", [person("late", 3)])]);
    await db().comparison.updateMany({
      where: { projectId: project.id, externalId: "split" },
      data: { withdrawnAt: new Date() },
    });

    const now = await exportDataset(actor, project.slug, draft);
    expect(now.manifest.file.sha256).not.toBe(first.manifest.file.sha256);
    const again = await exportDataset(actor, project.slug, draft, { asOf: first.manifest.asOf });
    expect(fs.readFileSync(again.file, "utf8")).toBe(fs.readFileSync(first.file, "utf8"));
    expect(again.manifest.inputs).toEqual(first.manifest.inputs);
  });
});

test("choices that do not go together are refused in words", () => {
  const wrong = (draft: object) => ExportInput.safeParse({ format: "trl", ...draft }).error?.issues[0]?.message;
  expect(wrong({ format: "hh-rlhf", ties: "keep" })).toContain("Only trl lets ties be chosen");
  expect(wrong({ margin: "table" })).toContain("four margins");
  expect(wrong({ from: "2026-02-02", to: "2026-02-01" })).toContain("before the first");
  expect(wrong({ fields: ["score", "colour"] })).toContain("Write one of score");
  expect(wrong({ judgeCriterion: "harmless" })).toContain("source=mixed");
});
