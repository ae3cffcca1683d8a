import type { RunEstimate, RunSums } from "@/lib/judges/types";
import { costMicroDollars, type Price } from "@/lib/money/cost";
import { predictSum } from "@/lib/stats";

/** An answered call as far as it tells of the next ones. */
export interface MeasuredCall {
  tokensIn: number;
  tokensOut: number | null;
  latencyMs: number;
  /** Of its prompt. */
  bytes: number;
}

/** Calls of the very version, or of its model under other settings. */
export interface MeasuredCalls {
  of: "version" | "model";
  calls: readonly MeasuredCall[];
}

/** The calls of one step of a judge. */
export interface StepFacts {
  calls: number;
  /** Mean bytes of a prompt. */
  bytes: number;
  measured: MeasuredCalls | null;
  maxTokens: number;
}

export interface EstimateFacts {
  steps: readonly StepFacts[];
  price: Price | null;
  concurrency: number;
}

/** Bytes of text that make a token: prose in English has a little over 4, code and other languages from 2 to 4. */
const BYTES_PER_TOKEN = { usual: 4, most: 5.5, fewest: 2 };
/** Messages and their roles cost some tokens of their own. */
const TOKENS_AROUND = 10;

type Ranged = { value: number; low: number; high: number };

/**
 * Tokens, cost and time of calls that are still to be made. From measured calls: tokens in by the bytes of the prompts, the rest by the call,
 * each as the interval that holds the sum in 95 of 100 cases. Without any: from the texts, and the range says how far texts can mislead.
 */
export function toEstimate({
  steps,
  price,
  concurrency,
}: EstimateFacts): Omit<RunEstimate, "comparisons" | "excludedExamples" | "calls" | "answered"> {
  const calls = steps.reduce((sum, step) => sum + step.calls, 0);
  const tokensIn = add(steps.map((step) => (step.measured && fromBytes(step.measured.calls, step)) ?? fromTexts(step)));
  const tokensOut = add(steps.map((step) => fromWritten(step) ?? fromLimit(step)));
  const times = steps.flatMap(
    ({ measured, calls }) =>
      (measured &&
        fromCalls(
          // Answers that came in a file tell no time.
          measured.calls.flatMap(({ latencyMs }) => (latencyMs > 0 ? latencyMs : [])),
          calls,
        )) ??
      [],
  );
  const ms = times.length === steps.length && steps.length > 0 ? add(times) : null;
  const sums = (end: keyof Ranged): RunSums => ({
    tokensIn: Math.round(tokensIn[end]),
    tokensOut: Math.round(tokensOut[end]),
    costMicroDollars: toCost(price, Math.round(tokensIn[end]), Math.round(tokensOut[end])),
    seconds: ms === null ? null : ms[end] / 1000 / Math.max(1, Math.min(concurrency, calls)),
  });
  const measuredOn = coarsest(steps);
  const measuredCalls = steps.reduce((sum, { measured }) => sum + (measured?.calls.length ?? 0), 0);
  return {
    concurrency,
    ...sums("value"),
    low: sums("low"),
    high: sums("high"),
    measuredCalls,
    measuredOn,
    basis: BASIS[measuredOn],
  };
}

/** Steps are added up end by end: their errors may go the same way, so that the range is never too narrow. */
function add(parts: readonly Ranged[]): Ranged {
  const sum = (end: keyof Ranged) => parts.reduce((total, part) => total + part[end], 0);
  return { value: sum("value"), low: sum("low"), high: sum("high") };
}

function coarsest(steps: readonly StepFacts[]): RunEstimate["measuredOn"] {
  if (steps.some(({ measured }) => measured === null)) return "texts";
  return steps.some(({ measured }) => measured?.of === "model") ? "model" : "version";
}

const BASIS: Readonly<Record<RunEstimate["measuredOn"], string>> = {
  version:
    "From calls of this version that were measured; in brackets where the sum falls in 95 of 100 cases. Tries that fail come on top.",
  model:
    "Tokens in and time from measured calls of this model under other settings; tokens out from one to the most that an answer may have.",
  texts:
    "From the length of the texts, four bytes to a token; in brackets from 5.5 bytes to 2, and answers from one token to the most they may have. After ten calls it is measured.",
};

function toCost(price: Price | null, tokensIn: number, tokensOut: number): number | null {
  const cost = costMicroDollars(price, tokensIn, tokensOut);
  return cost === null ? null : Number(cost);
}

/** The ratio estimate: as many tokens a byte as were measured, and what scatters around it. */
function fromBytes(measured: readonly MeasuredCall[], { calls, bytes }: StepFacts): Ranged | null {
  const n = measured.length;
  const meanTokens = meanOf(measured.map(({ tokensIn }) => tokensIn));
  const meanBytes = meanOf(measured.map((call) => call.bytes));
  if (n < 2 || meanBytes === 0) return null;
  const ratio = meanTokens / meanBytes;
  const variance = measured.reduce((sum, call) => sum + (call.tokensIn - ratio * call.bytes) ** 2, 0) / (n - 1);
  // So many calls of the measured length hold the bytes that are to come.
  return toRanged(predictSum({ n, mean: meanTokens, variance }, (calls * bytes) / meanBytes));
}

function fromCalls(values: readonly number[], calls: number): Ranged | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return toRanged(predictSum({ n, mean, variance }, calls));
}

function toRanged(predicted: ReturnType<typeof predictSum>): Ranged | null {
  return predicted && { value: predicted.sum, low: predicted.low, high: predicted.high };
}

function fromTexts({ calls, bytes }: StepFacts): Ranged {
  const at = (perToken: number) => calls * (bytes / perToken + TOKENS_AROUND);
  return { value: at(BYTES_PER_TOKEN.usual), low: at(BYTES_PER_TOKEN.most), high: at(BYTES_PER_TOKEN.fewest) };
}

/** Of an answer only the most is known: a verdict takes two tokens, a reason about half of what it may. */
function fromLimit({ calls, maxTokens }: StepFacts): Ranged {
  return { value: calls * (maxTokens <= 16 ? Math.min(maxTokens, 2) : maxTokens / 2), low: calls, high: calls * maxTokens };
}

/** How much a version writes is its own; another version of the model tells nothing of it. */
function fromWritten({ measured, calls }: StepFacts): Ranged | null {
  if (measured?.of !== "version") return null;
  return fromCalls(
    measured.calls.flatMap(({ tokensOut }) => tokensOut ?? []),
    calls,
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
