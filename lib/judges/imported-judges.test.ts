import { beforeAll, expect, test } from "vitest";
import { importDataset } from "@/lib/datasets/import-dataset";
import { createProject } from "@/lib/projects/create-project";
import { countProject } from "@/lib/projects/queries";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { listImportedJudges } from "./imported-judges";

const database = freshDatabase();
beforeAll(() => database.open());

const row = (index: number, answer: object) =>
  JSON.stringify({
    prompt: `Question ${index}`,
    responseA: "One.",
    responseB: "Two.",
    labels: [{ annotator: "outside-model", kind: "AI", criterion: "helpful", ...answer }],
  });

test("judges whose labels came with a file are listed and counted, with what could not be read", async () => {
  const actor = actorOf(await createUser({ isOperator: true }));
  const project = await createProject(actor, { name: "Judged elsewhere", scale: { preset: "HH_HELPFUL" } });
  expect(await listImportedJudges(actor, project.slug)).toEqual([]);
  const lines = [row(1, { score: 2 }), row(2, { answer: "invalid" }), row(3, { score: -1 })].join("\n");
  const report = await importDataset(actor, project.slug, [new TextEncoder().encode(lines)] as never, {
    fileName: "verdicts.jsonl",
  });
  expect(report).toMatchObject({ new: 3, labels: { new: 3 } });
  expect(await listImportedJudges(actor, project.slug)).toEqual([
    { annotatorId: expect.any(String), name: "outside-model", labels: 3, invalid: 1, files: ["verdicts.jsonl"] },
  ]);
  expect((await countProject(actor, project.id)).judges).toBe(1);
  const stranger = actorOf(await createUser());
  await expect(listImportedJudges(stranger, project.slug)).rejects.toMatchObject({ code: "not_found" });
});
