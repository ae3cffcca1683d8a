import type * as z from "zod";
import type { JudgeDocument } from "@/lib/judges/schema";
import type { PromptOrder } from "@/lib/judges/types";
import type { Completion } from "@/lib/llm/types";
import { createRandom, type Random } from "@/lib/stats/random";
import { DEMO_SEED, normal } from "./demo-people";
import type { DemoComparison } from "./demo-texts";

/** A judge that no model stands behind, and what its answers are like. */
export interface DemoJudge {
  document: z.input<typeof JudgeDocument>;
  /** Log odds that one step of true preference is worth to it. */
  insight: number;
  /** Scatter of the log odds, the same in both orders: what it gets wrong. */
  opinion: number;
  /** Scatter of the log odds from call to call. */
  noise: number;
  /** Log odds that it adds for the response listed first. */
  firstBias: number;
  /** Log odds that it adds for a response e times as long. */
  length: number;
  /** Share of calls that it answers with a sentence and not with a number, in [0, 1]. */
  chatty: number;
}

/** An answer that was written for the demo, in the form in which a model's answer comes. */
export interface DemoCall {
  comparison: number;
  order: PromptOrder;
  completion: Completion;
}

// ".invalid" is reserved: no server can ever have this name, so a run that somebody starts fails with a clear reason.
const ENDPOINT = { name: "Invented endpoint", baseUrl: "https://no-model.invalid/v1" };

/** One judge that is consistent and one that likes what it reads first. */
export const DEMO_JUDGES: readonly DemoJudge[] = [
  {
    document: {
      name: "Careful judge",
      endpoint: ENDPOINT,
      model: "albatross-70b (invented)",
      template: "rlaif-detailed",
      price: { inputMicroDollarsPerMillion: 900_000, outputMicroDollarsPerMillion: 900_000 },
    },
    insight: 0.95,
    opinion: 1.5,
    noise: 0.25,
    firstBias: 0.15,
    length: 0.3,
    chatty: 0,
  },
  {
    document: {
      name: "Hasty judge",
      endpoint: ENDPOINT.name,
      model: "swift-1b (invented)",
      template: "rlaif-base",
      price: { inputMicroDollarsPerMillion: 20_000, outputMicroDollarsPerMillion: 20_000 },
    },
    insight: 0.3,
    opinion: 1.1,
    noise: 0.4,
    firstBias: 1.6,
    length: 0.7,
    chatty: 0.015,
  },
];

/** A judge's answers on every comparison in both orders; the same at every call. */
export function answerAsJudge(judge: DemoJudge, comparisons: readonly DemoComparison[]): DemoCall[] {
  const random = createRandom(DEMO_SEED, `judge ${judge.document.name}`);
  return comparisons.flatMap((pair, comparison) => {
    const length = judge.length * Math.log(pair.responseB.length / pair.responseA.length);
    const forB = judge.insight * pair.truth.helpful + length + judge.opinion * normal(random);
    return (["AB", "BA"] as const).map((order) => {
      const forFirst = (order === "AB" ? -forB : forB) + judge.firstBias + judge.noise * normal(random);
      return { comparison, order, completion: toCompletion(judge, forFirst, pair.words, random) };
    });
  });
}

/** The answer's tokens with their probabilities: most of the mass on the two numbers, a little on something else. */
function toCompletion(judge: DemoJudge, logOddsFirst: number, words: number, random: Random): Completion {
  const first = 1 / (1 + Math.exp(-logOddsFirst));
  const covered = 0.9 + 0.09 * random.next();
  const [text, other] = first >= 0.5 ? ["1", "2"] : ["2", "1"];
  const rest = {
    finishReason: "stop",
    tokensIn: Math.round(180 + 1.35 * words),
    tokensOut: 1,
    model: judge.document.model,
    latencyMs: Math.round(180 + words * (0.6 + 0.4 * random.next())),
  };
  if (random.next() < judge.chatty) {
    return { ...rest, text: "Both responses are fine", positions: null, tokensOut: 4, finishReason: "length" };
  }
  const likely = Math.log(covered * Math.max(first, 1 - first));
  const alternatives = [
    { token: text, logprob: likely },
    { token: other, logprob: Math.log(covered * Math.min(first, 1 - first)) },
    { token: "Both", logprob: Math.log(0.8 * (1 - covered)) },
  ].sort((a, b) => b.logprob - a.logprob);
  return { ...rest, text, positions: [{ token: text, logprob: likely, alternatives }] };
}
