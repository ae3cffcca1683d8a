import type { RevisionSpec } from "@/lib/revisions/schema";

/** The kinds of a chain's steps. */
export type StepKind = "RESPONSE" | "CRITIQUE" | "REVISION";

/** A step that was made. */
export interface MadeStep {
  kind: StepKind;
  /** From 1; 0 for the first response. */
  revision: number;
  /** What stands: the person's text where one edited it, else the model's. */
  text: string;
  isRejected: boolean;
}

/** A step to be made, with what it is made from. */
export interface NextStep {
  kind: StepKind;
  revision: number;
  /** The response that is criticised and revised; null for the first response. */
  response: string | null;
  /** The critique that the revision follows; null without one. */
  critique: string | null;
}

/** How many steps a chain has. */
export function countSteps({
  revisions,
  withCritique,
  begin,
}: Pick<RevisionSpec, "revisions" | "withCritique" | "begin">): number {
  return revisions * (withCritique ? 2 : 1) + (begin.kind === "responses" ? 0 : 1);
}

/**
 * The step of a chain that comes next; null when it is whole. Each revision takes the place of the response before it. A text that a person
 * rejected before the chain went on is passed over: the one before it is revised again, and a rejected critique is left out.
 *
 * @param original - The response that the chain began with; null when the model writes it.
 * @param steps - In any order.
 */
export function findNextStep(
  { revisions, withCritique }: Pick<RevisionSpec, "revisions" | "withCritique">,
  original: string | null,
  steps: readonly MadeStep[],
): NextStep | null {
  const made = (kind: StepKind, revision: number) => steps.find((step) => step.kind === kind && step.revision === revision);
  const first = original ?? made("RESPONSE", 0)?.text;
  if (first === undefined) return { kind: "RESPONSE", revision: 0, response: null, critique: null };
  let response = first;
  for (let revision = 1; revision <= revisions; revision++) {
    const revised = made("REVISION", revision);
    if (revised) {
      if (!revised.isRejected) response = revised.text;
      continue;
    }
    const critique = made("CRITIQUE", revision);
    if (withCritique && !critique) return { kind: "CRITIQUE", revision, response, critique: null };
    return { kind: "REVISION", revision, response, critique: critique && !critique.isRejected ? critique.text : null };
  }
  return null;
}
