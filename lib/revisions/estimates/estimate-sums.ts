import { costMicroDollars, type Price } from "@/lib/money/cost";
import type { StepKind } from "@/lib/revisions/chain/next-step";
import type { RevisionSpec } from "@/lib/revisions/schema";
import type { RevisionSums } from "@/lib/revisions/types";
import { predictSum } from "@/lib/stats/intervals/predict-sum";

/** A step that was made before, as far as it tells of the next ones. */
export interface MeasuredStep {
  kind: StepKind;
  tokensIn: number;
  tokensOut: number;
}

/** What a run's chains are made of, each in characters. */
export interface ChainSizes {
  chains: number;
  /** The conversation and the response that a chain begins with, summed over the chains; 0 where the model writes it. */
  prompts: number;
  responses: number;
  /** The few-shot set, which stands in every critique and revision. */
  examples: number;
  /** The longest critique request and revision request of the constitution, together. */
  requests: number;
}

export interface EstimateFacts {
  spec: RevisionSpec;
  sizes: ChainSizes;
  measured: readonly MeasuredStep[];
  price: Price | null;
}

/** Fewer steps of a kind than this say less about the next ones than the sizes do. */
const FEWEST_MEASURED = 10;
/** Prose in English has about four characters to a token, code and other languages down to two. */
const FEWEST_CHARACTERS = 2;
/** Messages and their roles. */
const TOKENS_AROUND = 20;

/** How many steps of each kind a run makes, if none has to be made again. */
export function countKinds(
  { begin, revisions, withCritique }: Pick<RevisionSpec, "begin" | "revisions" | "withCritique">,
  chains: number,
): Record<StepKind, number> {
  return {
    RESPONSE: begin.kind === "responses" ? 0 : chains,
    CRITIQUE: withCritique ? chains * revisions : 0,
    REVISION: chains * revisions,
  };
}

/**
 * Tokens and cost of a run's calls: from steps that this model has made before, where there are ten of each kind that is needed, with the
 * interval that holds the sum in 95 of 100 cases; else what they should not rise above, from the sizes of the texts and the most that a step
 * may write.
 */
export function estimateSums({ spec, sizes, measured, price }: EstimateFacts): RevisionSums {
  const counts = countKinds(spec, sizes.chains);
  const predicted = predict(counts, measured);
  if (predicted === null) {
    const most = toSums(toBounds(spec, sizes, counts), price);
    return { from: "sizes", measuredSteps: 0, ...most, high: most };
  }
  const used = measured.filter(({ kind }) => counts[kind] > 0).length;
  return { from: "model", measuredSteps: used, ...toSums(predicted.usual, price), high: toSums(predicted.high, price) };
}

interface Tokens {
  tokensIn: number;
  tokensOut: number;
}

function predict(counts: Record<StepKind, number>, measured: readonly MeasuredStep[]) {
  const usual = { tokensIn: 0, tokensOut: 0 };
  const high = { tokensIn: 0, tokensOut: 0 };
  for (const kind of ["RESPONSE", "CRITIQUE", "REVISION"] as const) {
    if (counts[kind] === 0) continue;
    const steps = measured.filter((step) => step.kind === kind);
    if (steps.length < FEWEST_MEASURED) return null;
    for (const field of ["tokensIn", "tokensOut"] as const) {
      const values = steps.map((step) => step[field]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
      const predicted = predictSum({ n: values.length, mean, variance }, counts[kind]);
      if (predicted === null) return null;
      usual[field] += predicted.sum;
      // Kinds are added up end by end: their errors may go the same way.
      high[field] += predicted.high;
    }
  }
  return { usual, high };
}

/** Every call at its longest: prompt, examples and requests, and what was written before it up to its limit. */
function toBounds(spec: RevisionSpec, sizes: ChainSizes, counts: Record<StepKind, number>): Tokens {
  const tokens = (characters: number): number => characters / FEWEST_CHARACTERS;
  const { chains } = sizes;
  const prompts = tokens(sizes.prompts);
  const around = chains * (tokens(sizes.examples + sizes.requests) + TOKENS_AROUND);
  // The response that is criticised: what the chain begins with at first, then what the model wrote.
  const responses =
    chains * spec.maxTokens * (spec.revisions - 1) +
    (spec.begin.kind === "responses" ? tokens(sizes.responses) : chains * spec.maxTokens);
  const each = spec.revisions * (prompts + around) + responses;
  const tokensIn =
    (counts.RESPONSE > 0 ? prompts + chains * TOKENS_AROUND : 0) +
    (counts.CRITIQUE > 0 ? each : 0) +
    each +
    (counts.CRITIQUE > 0 ? counts.REVISION * spec.maxTokens : 0);
  return { tokensIn, tokensOut: (counts.RESPONSE + counts.CRITIQUE + counts.REVISION) * spec.maxTokens };
}

function toSums({ tokensIn, tokensOut }: Tokens, price: Price | null) {
  const whole = { tokensIn: Math.ceil(tokensIn), tokensOut: Math.ceil(tokensOut) };
  const cost = costMicroDollars(price, whole.tokensIn, whole.tokensOut);
  return { ...whole, costMicroDollars: cost === null ? null : Number(cost) };
}
