import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { toHhTexts } from "./formats/hh-rlhf";
import { parseFile } from "./import/parse-file";
import { importDataset } from "./import-dataset";

// Published files that are too large for the repository; beside a checkout that has them these tests run, elsewhere they say so.
const folder = path.resolve(import.meta.dirname, "../../../shared/data");
const hhFile = path.join(folder, "hh-rlhf/harmless-base/test.jsonl.gz");
const pandalmFile = (name: string) => path.join(folder, "pandalm", name);
const isThere = fs.existsSync(hhFile) && fs.existsSync(pandalmFile("testset-v1.json"));
if (!isThere) console.error(`Skipped: the published files are not in ${folder}, so the tests that import them do not run.`);

const database = freshDatabase();
let actor: UserActor;
let project: { id: string; slug: string };

beforeAll(database.open);
beforeEach(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
  project = await createProject(actor, { name: "Published", description: "", scale: { preset: "ARENA" } } as never);
});

function load(file: string) {
  return importDataset(actor, project.id, fs.createReadStream(file), { fileName: path.basename(file) });
}

describe.skipIf(!isThere)("the HH-RLHF harmless-base test file", () => {
  test("is imported whole: 2,312 pairs, 5 whose histories part, 4 with an empty reply", async () => {
    const report = await load(hhFile);
    expect(report).toMatchObject({
      format: "hh-rlhf",
      rows: 2312,
      new: 2312,
      duplicate: 0,
      refusedCount: 0,
      labels: { new: 2312, duplicate: 0 },
      bytes: 742_801,
    });
    const where = { projectId: project.id };
    const parted = await db().comparison.findMany({
      where: { ...where, flags: { has: "histories part" } },
      select: { sourceRow: true },
    });
    expect(parted.map((one) => one.sourceRow).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([1255, 1689, 1951, 1953, 2037]);
    // Counted by a second program: four empty replies, nine with two turns of one speaker, five whose histories part.
    const noticed = (words: RegExp) => report.notices.filter(({ message }) => words.test(message)).map(({ row }) => row);
    expect(noticed(/part before/)).toEqual([1255, 1689, 1951, 1953, 2037]);
    expect(noticed(/has no text/)).toEqual([87, 517, 926, 1104]);
    expect(noticed(/two turns in a row/)).toEqual([668, 764, 1255, 1320, 1689, 1850, 1951, 1953, 2037]);
    expect(report.notices).toHaveLength(18);
    const empty = await db().comparison.findMany({
      where: { ...where, OR: [{ responseA: { text: "" } }, { responseB: { text: "" } }] },
      select: { sourceRow: true },
      orderBy: { id: "asc" },
    });
    expect(empty.map((one) => one.sourceRow)).toEqual([87, 517, 926, 1104]);
    expect(await db().annotator.findMany({ where, select: { kind: true, origin: true, name: true } })).toEqual([
      { kind: "HUMAN", origin: "IMPORTED", name: "test.jsonl.gz" },
    ]);
    const scores = await db().label.groupBy({ by: ["score", "strengthKnown"], where, _count: true, orderBy: { score: "asc" } });
    expect(scores.map(({ score, strengthKnown }) => [score, strengthKnown])).toEqual([
      [-2, false],
      [2, false],
    ]);
    // Which is A is a fair draw by content: 1,156 ± 4 standard deviations (24.04).
    expect(Math.abs((scores[0]?._count ?? 0) - 1156)).toBeLessThan(97);
    expect(
      await db()
        .comparison.groupBy({ by: ["turnIndex"], where, _count: true })
        .then((turns) => turns.length),
    ).toBeGreaterThan(10);
    expect(await load(hhFile)).toMatchObject({ new: 0, duplicate: 2312, labels: { new: 0, duplicate: 2312 } });
  });

  test("is written again with the very texts of its rows", async () => {
    const lines = gunzipSync(fs.readFileSync(hhFile)).toString("utf8").trimEnd().split("\n");
    const options = { fileName: "x", format: "auto", annotatorName: undefined, map: {} } as const;
    const file = await parseFile(fs.createReadStream(hhFile), options);
    const written: unknown[] = [];
    for await (const batch of file.batches((row) => row)) {
      for (const { parsed } of batch) {
        if (parsed.kind !== "comparison") throw new Error("a row was not read");
        const { prompt, responseA, responseB, labels } = parsed.record;
        const [better, worse] = labels?.[0]?.score === -2 ? [responseA, responseB] : [responseB, responseA];
        const [chosen, rejected] = toHhTexts(prompt, better, worse);
        written.push({ chosen, rejected });
      }
    }
    expect(written).toEqual(lines.map((line) => JSON.parse(line)));
  });
});

describe.skipIf(!isThere)("the PandaLM test set and its verdicts", () => {
  test("are imported whole: 999 comparisons, three people each, two judges", async () => {
    const first = await load(pandalmFile("testset-v1.json"));
    expect(first).toMatchObject({ format: "pandalm", rows: 999, new: 999, duplicate: 0, refusedCount: 0, labels: { new: 2997 } });
    expect(first.notices).toHaveLength(6);
    for (const name of ["gpt-3.5-turbo-testset-v1.json", "pandalm-7b-testset-v1.json"]) {
      expect(await load(pandalmFile(name))).toMatchObject({
        rows: 999,
        new: 0,
        duplicate: 999,
        refusedCount: 0,
        labels: { new: 999 },
      });
    }
    const where = { projectId: project.id };
    const annotators = await db().annotator.findMany({
      where,
      orderBy: { name: "asc" },
      select: { id: true, name: true, kind: true },
    });
    expect(annotators.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      "HUMAN annotator1",
      "HUMAN annotator2",
      "HUMAN annotator3",
      "AI gpt-3.5-turbo",
      "AI pandalm-7b",
    ]);
    const countOf = async (name: string) => {
      const groups = await db().label.groupBy({
        by: ["answer", "score"],
        where: { ...where, annotator: { name } },
        _count: true,
        orderBy: [{ answer: "asc" }, { score: "asc" }],
      });
      return groups.map(({ answer, score, _count }) => `${answer} ${score}: ${_count}`);
    };
    // Counted in the files by hand: verdicts 1, tie, 2, garbage.
    expect(await countOf("gpt-3.5-turbo")).toEqual([
      "PREFERENCE -2: 460",
      "PREFERENCE 0: 38",
      "PREFERENCE 2: 476",
      "INVALID null: 25",
    ]);
    expect(await countOf("pandalm-7b")).toEqual(["PREFERENCE -2: 433", "PREFERENCE 0: 107", "PREFERENCE 2: 459"]);
    expect(await countOf("annotator1")).toEqual(["PREFERENCE -2: 427", "PREFERENCE 0: 97", "PREFERENCE 2: 475"]);
    // The same texts come under several numbers; 170 different prompts.
    expect(await db().prompt.count({ where })).toBe(170);
    expect(
      await db()
        .comparison.groupBy({ by: ["clusterKey"], where })
        .then((clusters) => clusters.length),
    ).toBe(170);
  });

  test("are refused in a project whose scale has no tie, row by row, and the rest is stored", async () => {
    project = await createProject(actor, { name: "No tie", description: "", scale: { preset: "HH_HELPFUL" } } as never);
    const report = await load(pandalmFile("testset-v1.json"));
    expect(report.new + report.refusedCount).toBe(999);
    expect(report.refused[0]).toMatchObject({
      column: "annotator2",
      reason: expect.stringContaining("scale has none"),
      mend: expect.stringContaining("Arena"),
    });
  });
});
