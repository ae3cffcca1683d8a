import "server-only";
import type { SystemActor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { toJudgeLabel } from "@/lib/judges/calls/label-comparison";
import { buildMessages } from "@/lib/judges/prompt/build-messages";
import { getRunFacts, type RunFacts } from "@/lib/judges/runs/run-facts";
import { hashPrompt } from "@/lib/judges/runs/work-task";
import { saveJudge } from "@/lib/judges/save-judge";
import { answerTokens, readVerdict } from "@/lib/judges/verdict";
import { recordLabels } from "@/lib/labels/record-labels";
import { costMicroDollars } from "@/lib/money/cost";
import { rebuildLedger } from "@/lib/money/ledger";
import { answerAsJudge, type DemoCall, type DemoJudge } from "@/prisma/scenarios/demo/demo-judges";
import type { DemoComparison } from "@/prisma/scenarios/demo/demo-texts";

const PATIENT = { maxWait: 30_000, timeout: 120_000 };

interface Place {
  projectId: string;
  /** In the order of the demo's comparisons. */
  comparisonIds: readonly string[];
}

/**
 * Writes one of the demo's judges with a finished run. The answers are invented and come from no model; how they are read, added up and
 * stored is the code by which real answers are. Does nothing when the run is there.
 */
export async function writeJudge(
  actor: SystemActor,
  { projectId, comparisonIds }: Place,
  judge: DemoJudge,
  comparisons: readonly DemoComparison[],
): Promise<void> {
  const { versionId } = await saveJudge(actor, projectId, judge.document);
  const runId = await ensureRun(projectId, versionId, comparisons.length);
  if (await db().judgeCall.findFirst({ where: { runId }, select: { id: true } })) return;

  const facts = await getRunFacts(runId);
  const calls = answerAsJudge(judge, comparisons);
  await db().$transaction(async (transaction) => {
    const written = await writeCalls(transaction, facts, calls, comparisons, comparisonIds);
    const labels = comparisonIds.flatMap(
      (id) =>
        toJudgeLabel(
          facts,
          id,
          written.filter((call) => call.comparisonId === id),
        ) ?? [],
    );
    const acknowledgements = await recordLabels(actor, labels, { transaction });
    const refused = acknowledgements.find(({ status }) => status !== "stored");
    if (refused) throw new Error(`A judge's label of the demo was not stored: ${JSON.stringify(refused)}`);
  }, PATIENT);
}

// A run that is done from the start: no worker takes it up, and nothing is ever sent anywhere.
async function ensureRun(projectId: string, judgeVersionId: string, comparisons: number): Promise<string> {
  const known = await db().judgeRun.findFirst({ where: { projectId, judgeVersionId }, select: { id: true } });
  if (known) return known.id;
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId, key: "helpful" }, select: { id: true } });
  const run = {
    id: newId(),
    projectId,
    judgeVersionId,
    criterionId: criterion.id,
    sampling: { kind: "all" },
    state: "DONE" as const,
    concurrency: 4,
    comparisons,
    finishedAt: new Date(),
  };
  await db().judgeRun.create({ data: run, select: { id: true } });
  return run.id;
}

async function writeCalls(
  transaction: Transaction,
  facts: RunFacts,
  calls: readonly DemoCall[],
  comparisons: readonly DemoComparison[],
  comparisonIds: readonly string[],
) {
  const rows = calls.map((call) => toRows(facts, call, comparisons[call.comparison], comparisonIds[call.comparison]));
  await transaction.judgeTask.createMany({ data: rows.map(({ task }) => task) });
  await transaction.judgeCall.createMany({ data: rows.map(({ call }) => call) });
  await transaction.judgeAttempt.createMany({ data: rows.map(({ attempt }) => attempt) });
  await rebuildLedger(transaction, facts.runId);
  return rows.map(({ call }) => call);
}

function toRows(
  facts: RunFacts,
  { order, completion }: DemoCall,
  pair: DemoComparison | undefined,
  comparisonId: string | undefined,
) {
  if (!pair || !comparisonId) throw new Error("A judge of the demo answered on a comparison that is not there.");
  const { runId, judgeVersionId, criterionId, spec } = facts;
  const key = { judgeVersionId, criterionId, comparisonId, order, principleId: null, sampleIndex: 0 };
  const messages = buildMessages(
    facts.frame,
    { conversation: pair.prompt, responseA: pair.responseA, responseB: pair.responseB },
    { ...key, step: "VERDICT", rationale: null },
  );
  const { tokensIn, tokensOut, latencyMs, text, finishReason, positions, model } = completion;
  const cost = { tokensIn, tokensOut, costMicroDollars: costMicroDollars(spec.price, tokensIn, tokensOut), latencyMs };
  const taskId = newId();
  return {
    task: { id: taskId, runId, comparisonId, order, state: "DONE" as const, attempts: 0 },
    call: {
      id: newId(),
      ...key,
      step: "VERDICT" as const,
      runId,
      promptHash: hashPrompt(messages),
      rawText: text,
      finishReason,
      ...(positions ? { logprobs: answerTokens(positions).map(({ token, logprob }) => ({ token, logprob })) } : {}),
      ...readVerdict(completion, spec),
      modelReported: model,
      ...cost,
    },
    attempt: { id: newId(), comparisonId, taskId, runId, outcome: "answered", httpStatus: 200, ...cost },
  };
}
