import { type JudgePrinciple, type PrincipleShare, sharesOf, toShares, toUniform } from "@/lib/judges/prompt/principles";
import type { JudgeSpec } from "@/lib/judges/schema";
import type { CallStep, PromptOrder } from "@/lib/judges/types";

/** The calls that a version makes for each comparison: every order × principle × sample × step. */
export interface CallPlan {
  orders: readonly PromptOrder[];
  principles: readonly PrincipleShare[];
  /** What principles are drawn by. */
  seed: number;
  samples: number;
  /** In the order in which they are made. */
  steps: readonly CallStep[];
}

/** The plan of a version. */
export function toCallPlan(spec: JudgeSpec, principles: readonly JudgePrinciple[]): CallPlan {
  return {
    orders: spec.orders === "both" ? ["AB", "BA"] : [spec.orders],
    principles: toShares(spec.constitution, principles),
    seed: spec.constitution?.seed ?? 0,
    samples: spec.samples,
    steps: spec.chainOfThought === "none" ? ["VERDICT"] : ["RATIONALE", "VERDICT"],
  };
}

/** The principles that one comparison is judged by; null stands for none of its own. */
export function principlesOf(plan: CallPlan, comparisonId: string): (string | null)[] {
  return sharesOf(plan.principles, toUniform(plan.seed, comparisonId)).map(({ id }) => id);
}

/** How many verdicts make the label of one comparison. */
export function countVerdicts(plan: CallPlan, comparisonId: string): number {
  return plan.orders.length * principlesOf(plan, comparisonId).length * plan.samples;
}

/** How many calls one comparison takes, the same for each. */
export function callsPerComparison(plan: CallPlan): number {
  // Any comparison has as many principles as another: all of an ensemble, else one.
  return plan.orders.length * sharesOf(plan.principles, 0).length * plan.samples * plan.steps.length;
}

/**
 * The calls of the chosen comparisons that a version has not answered yet; comparisons that it has labelled are left out. A verdict
 * that waits for its rationale is not `ready`. Takes the values of `missingCallsValues`.
 */
export const MISSING_CALLS = `
  select chosen.id, chosen.place, o."order", o.position, p.id as "principleId", p.number, s.sample, t.step, t.position as "stepPosition",
    t.step = 'RATIONALE' or $10::int = 1 or exists (
      select 1 from "JudgeCall" r
      where r."comparisonId" = chosen.id and r."judgeVersionId" = $1 and r."criterionId" = $2 and r."order" = o."order"
        and r."principleId" is not distinct from p.id and r."sampleIndex" = s.sample and r.step = 'RATIONALE') as ready
  from (select id, place, ('x' || encode(substr(sha256(convert_to($8 || ':' || id::text, 'UTF8')), 1, 4), 'hex'))::bit(32)::bigint / 4294967296.0::float8 as uniform from chosen) as chosen
  cross join unnest($4::"PromptOrder"[]) with ordinality as o("order", position)
  join unnest($5::uuid[], $6::float8[], $7::float8[]) with ordinality as p(id, low, high, number)
    on chosen.uniform >= p.low and chosen.uniform < p.high
  cross join generate_series(0, $9::int - 1) as s(sample)
  cross join unnest((array['RATIONALE', 'VERDICT']::"CallStep"[])[3 - $10::int:]) with ordinality as t(step, position)
  where not exists (select 1 from "Label" l where l."comparisonId" = chosen.id and l."criterionId" = $2 and l."annotatorId" = $3)
    and not exists (
      select 1 from "JudgeCall" k
      where k."comparisonId" = chosen.id and k."judgeVersionId" = $1 and k."criterionId" = $2 and k."order" = o."order"
        and k."principleId" is not distinct from p.id and k."sampleIndex" = s.sample and k.step in (t.step, 'VERDICT'))`;

/** The values of `MISSING_CALLS`. */
export function missingCallsValues(
  plan: CallPlan,
  { judgeVersionId, criterionId, annotatorId }: { judgeVersionId: string; criterionId: string; annotatorId: string },
): unknown[] {
  const { principles } = plan;
  return [
    judgeVersionId,
    criterionId,
    annotatorId,
    plan.orders,
    principles.map(({ id }) => id),
    principles.map(({ low }) => low),
    principles.map(({ high }) => high),
    String(plan.seed),
    plan.samples,
    plan.steps.length,
  ];
}
