import "server-only";
import { systemActor } from "@/lib/auth/user-id";
import type { Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { type AggregationRule, aggregateCalls, type CallVerdict } from "@/lib/judges/aggregate";
import type { RunFacts } from "@/lib/judges/runs/run-facts";
import type { CallStep } from "@/lib/judges/types";
import { recordLabels } from "@/lib/labels/record-labels";
import type { JudgeLabelInput } from "@/lib/labels/schema";
import { countVerdicts } from "./call-plan";
import { holdComparisons } from "./hold-comparison";

/** A stored call with what its label says of it. */
export interface StoredCall extends CallVerdict {
  step: CallStep;
  method: string;
  latencyMs: number;
}

/**
 * Makes the labels of those comparisons of which every verdict of the plan is there; of the others there is nothing to say yet. What is
 * labelled so already is not changed.
 */
export async function labelComparisons(
  transaction: Transaction,
  comparisonIds: readonly string[],
  facts: RunFacts,
): Promise<void> {
  const { judgeVersionId, criterionId } = facts;
  await holdComparisons(transaction, comparisonIds, facts);
  const calls = await transaction.$queryRaw<(StoredCall & { comparisonId: string })[]>`
    select "comparisonId"::text, step::text, "order"::text, "principleId"::text, "probabilityFirst", score, method, "latencyMs"
    from "JudgeCall"
    where "comparisonId" = any(${[...comparisonIds]}::uuid[]) and "judgeVersionId" = ${judgeVersionId}::uuid and "criterionId" = ${criterionId}::uuid
    order by id`;
  // The last two calls of a comparison may both have asked for its label.
  const known = await transaction.label.findMany({
    where: { comparisonId: { in: [...comparisonIds] }, criterionId, annotatorId: facts.annotatorId, roundId: facts.roundId },
    select: { comparisonId: true, callCount: true },
  });
  const labelled = new Map(known.map(({ comparisonId, callCount }) => [comparisonId, callCount]));
  const byComparison = new Map<string, StoredCall[]>();
  for (const call of calls) byComparison.set(call.comparisonId, [...(byComparison.get(call.comparisonId) ?? []), call]);
  const labels = [...byComparison].flatMap(([comparisonId, own]) => {
    if (labelled.get(comparisonId) === own.length) return [];
    const isWhole = verdictsOf(own).length >= countVerdicts(facts.plan, comparisonId);
    return (isWhole ? toJudgeLabel(facts, comparisonId, own) : null) ?? [];
  });
  if (labels.length === 0) return;
  const acknowledgements = await recordLabels(systemActor("judge worker"), labels, { transaction });
  const refused = acknowledgements.find(({ status }) => status === "refused");
  if (refused?.status === "refused") throw new Error(`the label of a judge was refused: ${refused.message}`);
}

/** How a version says that its calls become labels. */
export function toAggregationRule({
  spec,
  polarity,
  strengths,
  frame,
}: Pick<RunFacts, "spec" | "polarity" | "strengths" | "frame">): AggregationRule {
  return {
    kind: spec.template.kind,
    orders: spec.orders,
    polarity,
    aggregation: spec.aggregation,
    weights: new Map(frame.principles.map(({ id, weight }) => [id, weight])),
    tieBand: spec.tieBand,
    onContradiction: spec.onContradiction,
    clamp: spec.clamp,
    strengths,
  };
}

/** A comparison's calls as the label that they make by the version's own rule; null before every order has one. */
export function toJudgeLabel(facts: RunFacts, comparisonId: string, calls: readonly StoredCall[]): JudgeLabelInput | null {
  const label = aggregateCalls(verdictsOf(calls), toAggregationRule(facts));
  if (!label) return null;
  const { orders, samples, aggregation, tieBand, onContradiction, clamp, constitution } = facts.spec;
  return {
    kind: "JUDGE",
    eventId: newId(),
    comparisonId,
    criterionId: facts.criterionId,
    annotatorId: facts.annotatorId,
    roundId: facts.roundId,
    scaleVersionId: facts.scaleVersionId,
    ...label,
    callCount: calls.length,
    durationMs: calls.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
    aggregation: {
      method: aggregation === "vote" ? "share of votes" : "mean over orders",
      orders,
      samples,
      principles: constitution?.use ?? "none",
      tieBand,
      onContradiction,
      clamp,
      polarity: facts.polarity,
      // How the verdicts behind the label were read, so that a share of answers is known with its n.
      read: countMethods(verdictsOf(calls)),
    },
  };
}

function verdictsOf(calls: readonly StoredCall[]): StoredCall[] {
  return calls.filter(({ step }) => step === "VERDICT");
}

function countMethods(calls: readonly StoredCall[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { method } of calls) counts[method] = (counts[method] ?? 0) + 1;
  return counts;
}
