import "server-only";
import { db } from "@/lib/db/client";
import type { FailedAttemptView, JudgeCallView } from "./types";

const versionSelect = { select: { version: true, judge: { select: { id: true, name: true } } } } as const;

/** The answered calls of all judges on a comparison that the caller may read: by judge, principle, order and sample. */
export async function listJudgeCalls(comparisonId: string): Promise<JudgeCallView[]> {
  const calls = await db().judgeCall.findMany({
    where: { comparisonId },
    orderBy: [
      { judgeVersionId: "asc" },
      { criterionId: "asc" },
      { principleId: "asc" },
      { order: "asc" },
      { sampleIndex: "asc" },
      { step: "desc" },
    ],
    select: {
      id: true,
      judgeVersion: versionSelect,
      criterionId: true,
      order: true,
      step: true,
      principleId: true,
      score: true,
      sampleIndex: true,
      rawText: true,
      finishReason: true,
      probabilityFirst: true,
      coverage: true,
      method: true,
      modelReported: true,
      tokensIn: true,
      tokensOut: true,
      costMicroDollars: true,
      latencyMs: true,
      createdAt: true,
    },
  });
  const principles = await db().principle.findMany({
    where: { id: { in: [...new Set(calls.flatMap(({ principleId }) => principleId ?? []))] } },
    select: { id: true, key: true, preferenceText: true },
  });
  return calls.map(({ judgeVersion, principleId, costMicroDollars, createdAt, ...call }) => ({
    ...call,
    principle: principles.find(({ id }) => id === principleId) ?? null,
    annotator: { ...judgeVersion.judge, version: judgeVersion.version },
    costMicroDollars: costMicroDollars === null ? null : Number(costMicroDollars),
    createdAt: createdAt.toISOString(),
  }));
}

/** The requests of all judges on a comparison that the caller may read which brought no answer, oldest first. */
export async function listFailedAttempts(comparisonId: string): Promise<FailedAttemptView[]> {
  const attempts = await db().judgeAttempt.findMany({
    where: { comparisonId, outcome: { not: "answered" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      taskId: true,
      runId: true,
      outcome: true,
      httpStatus: true,
      message: true,
      latencyMs: true,
      createdAt: true,
    },
  });
  if (attempts.length === 0) return [];
  const [tasks, runs] = await Promise.all([
    db().judgeTask.findMany({ where: { id: { in: attempts.map((each) => each.taskId) } }, select: { id: true, order: true } }),
    db().judgeRun.findMany({
      where: { id: { in: [...new Set(attempts.map((each) => each.runId))] } },
      select: { id: true, judgeVersion: versionSelect },
    }),
  ]);
  return attempts.map(({ taskId, runId, createdAt, ...attempt }) => {
    const version = runs.find((run) => run.id === runId)?.judgeVersion;
    return {
      ...attempt,
      judge: version ? { ...version.judge, version: version.version } : null,
      order: tasks.find((task) => task.id === taskId)?.order ?? null,
      createdAt: createdAt.toISOString(),
    };
  });
}
