import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Comparison, Criterion, JudgeVersion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { actorOf, createComparison, createCriterion, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { getComparison } from "./queries";

const database = freshDatabase();
let owner: User;
let project: Project;
let criterion: Criterion;
let comparison: Comparison;
let version: JudgeVersion;

beforeAll(async () => {
  await database.open();
  owner = await createUser();
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  comparison = await createComparison(project);
  const endpoint = await db().endpoint.create({
    data: { id: newId(), projectId: project.id, name: "local", baseUrl: "http://127.0.0.1:9/v1", origin: "http://127.0.0.1:9" },
  });
  const judge = await db().judge.create({ data: { id: newId(), projectId: project.id, name: "Heron" } });
  version = await db().judgeVersion.create({
    data: { id: newId(), judgeId: judge.id, version: 3, endpointId: endpoint.id, model: "heron-70b", spec: {}, contentHash: "h" },
  });
});

test("getComparison gives each answered call as it came, AB before BA", async () => {
  await createCall("BA", { rawText: "2", probabilityFirst: 0.2, costMicroDollars: 1500n });
  await createCall("AB", { rawText: "<b>I cannot say</b>", probabilityFirst: null, method: "invalid" });

  const { calls } = await getComparison(actorOf(owner), project.id, comparison.id);

  expect(calls).toMatchObject([
    { order: "AB", rawText: "<b>I cannot say</b>", probabilityFirst: null, method: "invalid", costMicroDollars: null },
    { order: "BA", rawText: "2", probabilityFirst: 0.2, coverage: 0.98, costMicroDollars: 1500, latencyMs: 700 },
  ]);
  expect(calls[0]?.annotator).toMatchObject({ name: "Heron", version: 3 });
});

test("getComparison tells the attempts that brought nothing, with order and reason, and leaves answered ones to the calls", async () => {
  const run = await db().judgeRun.create({
    data: {
      id: newId(),
      projectId: project.id,
      judgeVersionId: version.id,
      criterionId: criterion.id,
      sampling: { kind: "all" },
      concurrency: 1,
      comparisons: 1,
    },
  });
  const task = await db().judgeTask.create({ data: { id: newId(), runId: run.id, comparisonId: comparison.id, order: "BA" } });
  const attempt = { comparisonId: comparison.id, taskId: task.id, runId: run.id, latencyMs: 40 };
  await db().judgeAttempt.create({
    data: { ...attempt, id: newId(), outcome: "rate_limited", httpStatus: 429, message: "slow down" },
  });
  await db().judgeAttempt.create({ data: { ...attempt, id: newId(), outcome: "answered", httpStatus: 200 } });

  const { failedAttempts } = await getComparison(actorOf(owner), project.id, comparison.id);

  expect(failedAttempts).toMatchObject([
    { outcome: "rate_limited", httpStatus: 429, message: "slow down", order: "BA", judge: { name: "Heron", version: 3 } },
  ]);
});

function createCall(
  order: "AB" | "BA",
  data: { rawText: string; probabilityFirst: number | null; method?: string; costMicroDollars?: bigint },
) {
  return db().judgeCall.create({
    data: {
      comparisonId: comparison.id,
      id: newId(),
      judgeVersionId: version.id,
      criterionId: criterion.id,
      order,
      promptHash: "p",
      coverage: 0.98,
      method: "logprobs",
      latencyMs: 700,
      ...data,
    },
  });
}
