import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import type { RunSampling } from "@/lib/judges/run-schema";
import { createAnnotator, createComparison, createLabel } from "@/lib/testing/factories";
import { createJudgeFixture, type JudgeFixture } from "@/lib/testing/judge-fixtures";
import { freshDatabase } from "@/lib/testing/test-db";
import { chooseComparisons } from "./choose-comparisons";

const database = freshDatabase();
let fixture: JudgeFixture;

/** The places of the comparisons that a run would be on, of those that the fixture made. */
async function chosen(sampling: RunSampling): Promise<number[]> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    await chooseComparisons(client, {
      projectId: fixture.project.id,
      criterionId: fixture.criterion.id,
      judgeVersionId: fixture.judge.versionId,
      roundId: null,
      sampling,
    });
    const { rows } = await client.query<{ id: string }>("select id::text from chosen order by id");
    return rows.map(({ id }) => fixture.comparisons.findIndex((comparison) => comparison.id === id));
  } finally {
    await client.query("rollback").finally(() => client.release());
  }
}

beforeAll(async () => {
  process.env.JUDGE_ALLOWED_HOSTS = "127.0.0.1";
  await database.open();
  fixture = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 6 });
  const { project, criterion, comparisons } = fixture;
  for (const [index, comparison] of comparisons.entries()) {
    await db().comparison.update({
      where: { id: comparison.id },
      data: { metadata: { category: index % 2 === 0 ? "code" : "prose" } },
    });
  }
  const [one, two] = [await createAnnotator(project), await createAnnotator(project)];
  const version = await db().annotator.findFirstOrThrow({ where: { judgeVersionId: fixture.judge.versionId } });
  const at = (index: number) => comparisons[index] ?? never();
  // 0: people agree, the judge with them. 1: people differ. 2: one person, and the judge differs. 3: a person skipped. 4, 5: nobody.
  await createLabel(at(0), criterion, one, { score: -1 });
  await createLabel(at(0), criterion, two, { score: -3 });
  await createLabel(at(0), criterion, version, { score: -2 });
  await createLabel(at(1), criterion, one, { score: -1 });
  await createLabel(at(1), criterion, two, { score: 2 });
  await createLabel(at(2), criterion, one, { score: 4 });
  await createLabel(at(2), criterion, version, { score: -1 });
  await createLabel(at(3), criterion, one, { answer: "SKIP", score: null });
});

test("a run is on what a filter names, and on what labels say", async () => {
  const all = (scope: Omit<RunSampling, "kind" | "n" | "seed">): RunSampling => ({ kind: "all", ...scope });
  expect(await chosen(all({}))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await chosen(all({ only: "people-lack" }))).toEqual([3, 4, 5]);
  expect(await chosen(all({ only: "judge-lacks" }))).toEqual([1, 3, 4, 5]);
  expect(await chosen(all({ only: "people-disagree" }))).toEqual([1]);
  expect(await chosen(all({ only: "judge-disagrees" }))).toEqual([2]);
  expect(await chosen(all({ filter: { meta: ["category=code"] } }))).toEqual([0, 2, 4]);
  expect(await chosen(all({ filter: { q: "REPLY b of [4]" } }))).toEqual([4]);
  expect(await chosen(all({ filter: { meta: ["category=code"] }, only: "people-lack" }))).toEqual([4]);
  expect(await chosen(all({ filter: { model: "nobody's" } }))).toEqual([]);
});

test("a sample is drawn from what the filter leaves, the same for the same seed", async () => {
  const sampling: RunSampling = { kind: "random", n: 2, seed: 7, only: "judge-lacks" };
  const drawn = await chosen(sampling);
  expect(drawn).toHaveLength(2);
  for (const index of drawn) expect([1, 3, 4, 5]).toContain(index);
  expect(await chosen(sampling)).toEqual(drawn);
});

test("a comparison with a response of the model is on, whichever place it has, and another project's never", async () => {
  const own = await createComparison(fixture.project, { modelB: "heron" });
  const other = await createJudgeFixture({ baseUrl: "http://127.0.0.1:9/v1" }, { comparisons: 0 });
  await createComparison(other.project, { modelA: "heron" });
  const client = await pool().connect();
  try {
    await client.query("begin");
    await chooseComparisons(client, {
      projectId: fixture.project.id,
      criterionId: fixture.criterion.id,
      judgeVersionId: fixture.judge.versionId,
      roundId: null,
      sampling: { kind: "all", filter: { model: "heron" } },
    });
    expect((await client.query("select id::text from chosen")).rows).toEqual([{ id: own.id }]);
  } finally {
    await client.query("rollback").finally(() => client.release());
  }
});

function never(): never {
  throw new Error("there are six comparisons");
}
