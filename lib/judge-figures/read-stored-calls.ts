import "server-only";
import type { Actor } from "@/lib/auth/types";
import { measurePrinciples } from "@/lib/reaggregation/by-principle";
import type { PrincipleReport } from "@/lib/reaggregation/by-principle-types";
import { sweep } from "@/lib/reaggregation/reaggregate";
import type { RuleTarget } from "@/lib/reaggregation/rule-facts";
import type { Sweep } from "@/lib/reaggregation/types";

/**
 * What orders, samples and principles do to a judge version's labels, from its stored calls.
 *
 * @returns `principles` is null where no call names one.
 * @throws AppError `not_found`.
 */
export async function readStoredCalls(
  actor: Actor,
  project: string,
  target: RuleTarget,
): Promise<{ sweep: Sweep; principles: PrincipleReport | null }> {
  const made = await sweep(actor, project, target);
  const principles = await measurePrinciples(actor, project, target);
  return { sweep: made, principles: principles.principles.some(({ used }) => used > 0) ? principles : null };
}
