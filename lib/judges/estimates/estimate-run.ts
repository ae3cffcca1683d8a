import "server-only";
import type { PoolClient } from "pg";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { callsPerComparison, MISSING_CALLS, missingCallsValues, toCallPlan } from "@/lib/judges/calls/call-plan";
import { excludeExamples } from "@/lib/judges/calls/exclude-examples";
import type { RunInput } from "@/lib/judges/run-schema";
import { chooseComparisons } from "@/lib/judges/runs/choose-comparisons";
import { principlesOfVersion } from "@/lib/judges/runs/run-facts";
import { JudgeSpec } from "@/lib/judges/schema";
import type { CallStep, RunEstimate } from "@/lib/judges/types";
import { findPrice } from "@/lib/money/prices";
import { toEstimate } from "./estimate-sums";
import { measureCalls, measureTexts } from "./measure-calls";

/** The part of a run's input that decides what it would do. */
export type EstimateInput = Pick<RunInput, "judgeVersionId" | "criterionId" | "roundId" | "sampling"> & {
  concurrency?: number | undefined;
};

/**
 * What a run would do, before it is started. Nothing is stored.
 *
 * @throws AppError `not_found`.
 */
export async function estimateRun(actor: Actor, project: string, input: EstimateInput): Promise<RunEstimate> {
  const { id: projectId } = await getProject(actor, project, "read");
  const client = await pool().connect();
  try {
    // Its temporary table goes with the transaction, which is never committed.
    await client.query("begin");
    const chosen = await chooseComparisons(client, { ...input, projectId });
    const version = await getVersion(projectId, input.judgeVersionId);
    const excluded = await excludeExamples(client, projectId, version.spec.fewShot);
    return await estimateChosen(client, { ...input, projectId, comparisons: chosen - excluded, excludedExamples: excluded });
  } finally {
    await client.query("rollback").finally(() => client.release());
  }
}

/**
 * What the calls to the comparisons in the table `chosen` would come to.
 *
 * @throws AppError `not_found` for a version that is not the project's.
 */
export async function estimateChosen(
  client: PoolClient,
  input: EstimateInput & { projectId: string; comparisons: number; excludedExamples: number },
): Promise<RunEstimate> {
  const { projectId, comparisons, excludedExamples } = input;
  const version = await getVersion(projectId, input.judgeVersionId);
  const { spec } = version;
  const plan = toCallPlan(spec, await principlesOfVersion(version));
  const missing = await client.query<{ step: CallStep; n: number }>(
    `select step::text, count(*)::int as n from (${MISSING_CALLS}) as missing group by step`,
    missingCallsValues(plan, { ...input, annotatorId: version.annotatorId }),
  );
  const calls = missing.rows.reduce((sum, { n }) => sum + n, 0);
  const bytes = await measureTexts(client, version.id);
  const steps = await Promise.all(
    missing.rows.map(async ({ step, n }) => ({
      calls: n,
      // A verdict after reasoning is asked with the reasoning in its prompt; a token has about four bytes.
      bytes: bytes + (step === "VERDICT" && plan.steps.length > 1 ? spec.rationaleTokens * 2 : 0),
      measured: await measureCalls(version, step),
      maxTokens: step === "RATIONALE" ? spec.rationaleTokens : spec.maxTokens,
    })),
  );
  const price = await findPrice({ projectId, endpointId: version.endpointId, model: version.model }, spec.price);
  const concurrency = Math.min(
    input.concurrency ?? spec.limits.concurrency,
    version.endpoint.maxConcurrency ?? Number.POSITIVE_INFINITY,
  );
  return {
    comparisons,
    excludedExamples,
    calls,
    answered: comparisons * callsPerComparison(plan) - calls,
    ...toEstimate({ steps, price, concurrency }),
  };
}

async function getVersion(projectId: string, judgeVersionId: string) {
  const version = await db().judgeVersion.findFirst({
    where: { id: judgeVersionId, judge: { projectId } },
    select: {
      id: true,
      spec: true,
      model: true,
      endpointId: true,
      constitutionVersionId: true,
      endpoint: { select: { maxConcurrency: true } },
      annotator: { select: { id: true } },
    },
  });
  if (!version?.annotator) throw notFound("The judge");
  return { ...version, spec: JudgeSpec.parse(version.spec), annotatorId: version.annotator.id };
}
