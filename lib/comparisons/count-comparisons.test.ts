import { beforeAll, expect, test } from "vitest";
import { checkInvariants } from "@/lib/cli/checks/check-invariants";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { actorOf, createComparison, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { countComparisons, countComparisonsOf, toAvailable } from "./count-comparisons";

beforeAll(freshDatabase().open);

async function* bytes(text: string) {
  yield new TextEncoder().encode(text);
}

test("countComparisons counts what came with files, known rows once, and what came without; verify names a note that is wrong", async () => {
  const owner = await createUser();
  const project = await createProject({ owner });
  const other = await createProject({ owner });
  const rows = (ids: string[]) =>
    bytes(ids.map((id) => JSON.stringify({ id, prompt: `Question ${id}`, responseA: "one", responseB: "two" })).join("\n"));
  const file = { fileName: "rows.jsonl", format: "concord-jsonl" } as const;
  await importDataset(actorOf(owner), project.slug, rows(["a", "b", "c"]), file);
  await importDataset(actorOf(owner), project.slug, rows(["b", "c", "d"]), file);
  await createComparison(project);
  await createComparison(other);
  await db().comparison.updateMany({ where: { projectId: project.id, externalId: "a" }, data: { withdrawnAt: new Date() } });

  const counts = await countComparisonsOf([project.id, other.id]);
  expect([counts.get(project.id), counts.get(other.id)]).toEqual([
    { all: 5, withdrawn: 1 },
    { all: 1, withdrawn: 0 },
  ]);
  expect(counts.get(project.id)?.all).toBe(await db().comparison.count({ where: { projectId: project.id } }));
  expect(toAvailable(await countComparisons(project.id))).toBe(4);

  const isNamed = async () =>
    (await checkInvariants(project.id)).find(({ name }) => name.startsWith("a dataset's comparisons"))?.breach ?? null;
  expect(await isNamed()).toBeNull();
  await db().dataset.updateMany({ where: { projectId: project.id, newCount: 1 }, data: { newCount: 2 } });
  expect(await isNamed()).toMatch(/says 2 new comparisons and has 1/);
});
