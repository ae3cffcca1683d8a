import type { Completion, TokenLogprob, TokenPosition } from "@/lib/llm/types";
import type { Verdict } from "./types";
import { type AnswerForm, answerIndex, answerTokens, bare, largestUnseen, massOf, readVerdict, toShare } from "./verdict";

/** What a direct judge may give, as it is written. */
export const SCALE: readonly string[] = Array.from({ length: 10 }, (_, index) => String(index + 1));

/** One call's answer as its judge is asked to give it: the name of a response, or a score from 1 to 10. */
export function readAnswer(
  completion: Pick<Completion, "text" | "positions">,
  spec: AnswerForm & { template: { kind: string } },
): Verdict {
  return spec.template.kind === "score" ? readScore(completion, spec) : readVerdict(completion, spec);
}

/**
 * What a direct judge gives one response: s = Σ i · P(i) over the numbers 1 to 10, P from the probability masses of their tokens, normalised;
 * without log-probabilities, the number that was written if it is one of these and nothing else.
 */
export function readScore(
  completion: Pick<Completion, "text" | "positions">,
  form: Pick<AnswerForm, "minCoverage" | "samples">,
): Verdict {
  const byTokens = completion.positions ? fromLogprobs(completion.positions, form.minCoverage) : null;
  return byTokens ?? fromText(completion.text, form.samples);
}

/**
 * A number that the endpoint's short list leaves out has an unknown mass, not none: each is given what such a token may weigh at most, and
 * the score is "truncated".
 *
 * @returns Null when no number is listed: the tokens say nothing.
 */
function fromLogprobs(positions: readonly TokenPosition[], minCoverage: number): Verdict | null {
  const index = answerIndex(positions);
  const listed = answerTokens(positions);
  const masses = toMasses(positions, index, listed);
  const known = masses.reduce((sum, mass) => sum + mass, 0);
  if (known === 0) return null;
  const reached = Math.exp(positions.slice(0, index).reduce((sum, { logprob }) => sum + logprob, 0));
  const coverage = toShare(reached * known);
  if (coverage < minCoverage) return { method: "invalid", probabilityFirst: null, score: null, coverage };

  const missing = masses.filter((mass) => mass === 0).length;
  const unseen = missing === 0 ? 0 : largestUnseen(listed) / missing;
  const weights = masses.map((mass) => (mass === 0 ? unseen : mass));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const score = weights.reduce((sum, weight, place) => sum + weight * (place + 1), 0) / total;
  return { method: missing === 0 ? "logprobs" : "truncated", probabilityFirst: null, score, coverage };
}

/**
 * The masses of 1 to 10. Where "10" is written as two tokens, the mass of "1" is that of both numbers: the token after a written "1" says
 * how it is shared. After another number that is not known: "1" stays 1, and 10 is a number that the list leaves out.
 */
function toMasses(positions: readonly TokenPosition[], index: number, listed: readonly TokenLogprob[]): number[] {
  const masses = SCALE.map((number) => massOf(listed, number));
  const one = masses[0] ?? 0;
  const next = bare(positions[index]?.token ?? "") === "1" ? positions[index + 1] : undefined;
  if (one === 0 || (masses[9] ?? 0) > 0 || next === undefined) return masses;
  const ofTen = toShare(massOf(answerTokens([next]), "0"));
  masses[0] = one * (1 - ofTen);
  masses[9] = one * ofTen;
  return masses;
}

function fromText(text: string, samples: number): Verdict {
  const place = SCALE.indexOf(bare(text));
  if (place === -1) return { method: "invalid", probabilityFirst: null, score: null, coverage: null };
  return { method: samples > 1 ? "sampled" : "parsed", probabilityFirst: null, score: place + 1, coverage: null };
}
