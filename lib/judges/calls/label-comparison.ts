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

/** A stored call with what its label says of it. */
export interface StoredCall extends CallVerdict {
  step: CallStep;
  method: string;
  latencyMs: number;
}

/** Makes a comparison's label once every verdict of the plan is there; before that there is nothing to say. */
export async function labelComparison(transaction: Transaction, comparisonId: string, facts: RunFacts): Promise<void> {
  const { judgeVersionId, criterionId } = facts;
  const calls = await transaction.judgeCall.findMany({
    where: { comparisonId, judgeVersionId, criterionId },
    orderBy: { id: "asc" },
    select: { step: true, order: true, principleId: true, probabilityFirst: true, score: true, method: true, latencyMs: true },
  });
  if (verdictsOf(calls).length < countVerdicts(facts.plan, comparisonId)) return;
  const label = toJudgeLabel(facts, comparisonId, calls);
  if (!label) return;
  const [acknowledgement] = await recordLabels(systemActor("judge worker"), [label], { transaction });
  if (acknowledgement?.status === "refused") throw new Error(`the label of a judge was refused: ${acknowledgement.message}`);
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
