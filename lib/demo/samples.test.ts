import fs from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { freshDatabase } from "@/lib/testing/test-db";
import { createLarge } from "@/prisma/scenarios/large";

const database = freshDatabase();
const actor = systemActor("test");

function importSample(project: string, fileName: string) {
  return importDataset(actor, project, fs.createReadStream(`public/samples/${fileName}`), { fileName });
}

describe("the sample files", () => {
  beforeAll(() => database.open());

  test("hh-rlhf.jsonl is recognised and taken whole, and neither A nor B is always the better one", async () => {
    const { id } = await createProject(actor, { name: "HH", scale: { preset: "HH_HELPFUL" } });
    const report = await importSample(id, "hh-rlhf.jsonl");
    expect(report).toMatchObject({ format: "hh-rlhf", rows: 12, new: 12, refusedCount: 0, labels: { new: 12 } });
    const scores = await db().label.groupBy({ by: ["score"], where: { projectId: id } });
    expect(scores.map(({ score }) => score).sort()).toEqual([-2, 2]);
    expect(await importSample(id, "hh-rlhf.jsonl")).toMatchObject({ new: 0, duplicate: 12, labels: { new: 0, duplicate: 12 } });
  });

  test("concord.jsonl is recognised and taken whole with people, a judge and a skip", async () => {
    const { id } = await createProject(actor, { name: "Canonical", scale: { preset: "HH_HELPFUL" } });
    expect(await importSample(id, "concord.jsonl")).toMatchObject({
      format: "concord-jsonl",
      rows: 10,
      new: 10,
      refusedCount: 0,
    });
    const kinds = await db().annotator.findMany({
      where: { projectId: id },
      orderBy: { name: "asc" },
      select: { name: true, kind: true },
    });
    expect(kinds).toEqual([
      { name: "Iris", kind: "HUMAN" },
      { name: "Jon", kind: "HUMAN" },
      { name: "Kim", kind: "HUMAN" },
      { name: "sample-judge", kind: "AI" },
    ]);
    expect(await db().label.count({ where: { projectId: id, answer: "SKIP" } })).toBe(1);
  });

  test("pandalm.json and its verdicts are recognised, and the unreadable verdict is invalid", async () => {
    const { id } = await createProject(actor, { name: "Pairs", scale: { preset: "ARENA" } });
    expect(await importSample(id, "pandalm.json")).toMatchObject({
      format: "pandalm",
      new: 8,
      refusedCount: 0,
      labels: { new: 24 },
    });
    expect(await importSample(id, "pandalm-verdicts.json")).toMatchObject({ refusedCount: 0, labels: { new: 8 } });
    expect(await db().label.count({ where: { projectId: id, answer: "INVALID", annotator: { kind: "AI" } } })).toBe(1);
  });
});

test("the generated project is the same for the same seed, and as large as it was asked for", async () => {
  const make = async () => {
    const { id } = await createLarge(actor, { comparisons: 1200, labels: 2, seed: 5 });
    const scores = await db().label.findMany({
      where: { projectId: id },
      orderBy: [{ comparison: { sourceRow: "asc" } }, { annotator: { name: "asc" } }],
      select: { score: true },
    });
    return scores.map(({ score }) => score);
  };
  const first = await make();
  expect(first).toHaveLength(2400);
  expect(await make()).toEqual(first);
});
