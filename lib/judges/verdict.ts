import type { Completion, TokenLogprob, TokenPosition } from "@/lib/llm/types";
import type { Verdict } from "./types";

/** What a judge may answer, and how its answer is read. */
export interface AnswerForm {
  /** The word for the response listed first, and for the one listed second. */
  answers: { first: string; second: string };
  /** Verdicts whose answer tokens hold less probability than this, in [0, 1], are not read. */
  minCoverage: number;
  /** How often each call is asked: the answer to one of several is "sampled", and their share is the soft label. */
  samples: number;
}

/**
 * One call's verdict: from the log-probabilities of the answer tokens, else from the answer itself if it is one of the two words and
 * nothing else. Everything else is invalid; there is no search for the first 1 or 2 in a text.
 */
export function readVerdict(completion: Pick<Completion, "text" | "positions">, form: AnswerForm): Verdict {
  const byTokens = completion.positions ? fromLogprobs(completion.positions, form) : null;
  return byTokens ?? fromText(completion.text, form);
}

/**
 * P(first) = m₁ / (m₁ + m₂) with m the probability mass of each answer's token variants (leading space, bracket, case) at the first
 * written token that is more than space and punctuation.
 *
 * A word that the endpoint's short list leaves out has an unknown mass, not none: at most that of the last listed token, and at most
 * what the list leaves over. That bound stands in for it, so that such a "truncated" verdict is never surer than the list allows.
 *
 * @returns Null when neither word is listed: the tokens say nothing.
 */
function fromLogprobs(positions: readonly TokenPosition[], form: AnswerForm): Verdict | null {
  const index = answerIndex(positions);
  const listed = answerTokens(positions);
  if (listed.length === 0) return null;
  const first = massOf(listed, form.answers.first);
  const second = massOf(listed, form.answers.second);
  if (first === 0 && second === 0) return null;

  const reached = Math.exp(positions.slice(0, index).reduce((sum, { logprob }) => sum + logprob, 0));
  const coverage = toShare(reached * (first + second));
  if (coverage < form.minCoverage) return { method: "invalid", probabilityFirst: null, score: null, coverage };
  if (first > 0 && second > 0) {
    return { method: "logprobs", probabilityFirst: first / (first + second), score: null, coverage };
  }

  const unseen = largestUnseen(listed);
  const probabilityFirst = first > 0 ? first / (first + unseen) : unseen / (second + unseen);
  return { method: "truncated", probabilityFirst, score: null, coverage };
}

/**
 * The tokens that were possible where the answer stands, each with its log-probability: the alternatives, and the written token if
 * sampling took one that is not among them. Empty when nothing but white space was written.
 */
export function answerTokens(positions: readonly TokenPosition[]): TokenLogprob[] {
  const position = positions[answerIndex(positions)];
  if (!position) return [];
  const isListed = position.alternatives.some(({ token }) => token === position.token);
  return isListed ? [...position.alternatives] : [...position.alternatives, { token: position.token, logprob: position.logprob }];
}

/** Where the answer stands: the first written token that is more than space and punctuation; −1 when there is none. */
export function answerIndex(positions: readonly TokenPosition[]): number {
  return positions.findIndex(({ token }) => bare(token) !== "");
}

/** The probability mass of a word's variants among the listed tokens. */
export function massOf(listed: readonly TokenLogprob[], answer: string): number {
  const wanted = bare(answer);
  return listed.reduce((sum, { token, logprob }) => (bare(token) === wanted ? sum + Math.exp(logprob) : sum), 0);
}

/** What a token that is not listed may weigh at most: no more than the last listed one, and no more than the list leaves over. */
export function largestUnseen(listed: readonly TokenLogprob[]): number {
  const masses = listed.map(({ logprob }) => Math.exp(logprob));
  const left = 1 - masses.reduce((sum, mass) => sum + mass, 0);
  // Rounding may leave nothing; a word that was not shown still has some mass.
  return Math.max(Math.min(left, ...masses), 1e-12);
}

function fromText(text: string, { answers, samples }: AnswerForm): Verdict {
  const said = bare(text);
  const isFirst = said === bare(answers.first);
  if (!isFirst && said !== bare(answers.second))
    return { method: "invalid", probabilityFirst: null, score: null, coverage: null };
  return { method: samples > 1 ? "sampled" : "parsed", probabilityFirst: isFirst ? 1 : 0, score: null, coverage: null };
}

/**
 * A token or an answer without what may stand around its word: white space (also as byte-pair and sentence-piece vocabularies spell it),
 * brackets, quotes, emphasis, a final full stop. Compared without case.
 */
export function bare(text: string): string {
  return text
    .replace(/^[\s\u2581\u0120\u010A([{"'*_`]+/u, "")
    .replace(/[\s\u2581\u0120\u010A)\]}"'*_`.]+$/u, "")
    .toLowerCase();
}

/** A share that rounding may have carried out of [0, 1]. */
export function toShare(value: number): number {
  return Math.min(Math.max(value, 0), 1);
}
