import * as z from "zod";
import { ModelError, type TokenUsage } from "./model-error";
import type { Completion, TokenLogprob, TokenPosition } from "./types";

/** No answer of a judge is longer than this; what an endpoint sends beyond it is not kept. */
const LONGEST_TEXT = 100_000;

/** A count of tokens; one that is larger than any call can be is none. */
export const TokenCount = z.number().int().nonnegative().max(2_000_000_000).nullish().catch(null);

/** Tokens as the endpoint counts them. A count that cannot be one is none. */
export const Usage = z
  .object({
    prompt_tokens: TokenCount,
    completion_tokens: TokenCount,
  })
  .nullish()
  .catch(null);

const Counted = z.object({ usage: Usage });

const Body = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      message: z.object({ content: z.unknown().optional(), refusal: z.string().nullish() }),
      finish_reason: z.string().nullish(),
      logprobs: z.unknown().optional(),
    }),
  ),
});

const Token = z.object({ token: z.string(), logprob: z.number().nullable() });
const Logprobs = z.object({ content: z.array(Token.extend({ top_logprobs: z.array(Token).nullish() })).nullish() });

/**
 * Reads the body of a chat completion.
 *
 * @throws ModelError `empty` without a choice, `bad_shape` if it is no chat completion.
 */
export function readCompletion(body: unknown, httpStatus: number): Omit<Completion, "latencyMs"> {
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new ModelError("bad_shape", `The endpoint's JSON is no chat completion${where ? ` (look at "${where}")` : ""}.`, {
      httpStatus,
      usage: readUsage(body),
    });
  }
  const choice = parsed.data.choices[0];
  if (!choice) throw new ModelError("empty", "The endpoint answered without a choice.", { httpStatus, usage: readUsage(body) });
  return {
    text: toStorable(textOf(choice.message.content) || (choice.message.refusal ?? "")),
    finishReason: toName(choice.finish_reason),
    positions: chatPositions(choice.logprobs),
    ...readUsage(body),
    model: toName(parsed.data.model),
    choices: parsed.data.choices.length,
  };
}

/** What the endpoint counted, also in an answer that is none. */
export function readUsage(body: unknown): TokenUsage {
  const usage = Counted.safeParse(body).data?.usage;
  return { tokensIn: usage?.prompt_tokens ?? null, tokensOut: usage?.completion_tokens ?? null };
}

/** Content is a text, or parts of which some are texts. */
function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: unknown) =>
      typeof part === "object" && part !== null && "text" in part && typeof part.text === "string" ? part.text : "",
    )
    .join("");
}

/** Log-probabilities that cannot be true (above 0, of the wrong shape) are no log-probabilities: better none than wrong ones. */
export function chatPositions(logprobs: unknown): TokenPosition[] | null {
  const parsed = Logprobs.safeParse(logprobs);
  if (!parsed.success || !parsed.data.content || parsed.data.content.length === 0) return null;
  const positions = parsed.data.content.map((position) => ({
    token: toStorable(position.token),
    logprob: position.logprob ?? Number.NEGATIVE_INFINITY,
    // Servers write null for a probability of 0.
    alternatives: withoutRepeats(
      (position.top_logprobs ?? []).flatMap(({ token, logprob }): TokenLogprob[] =>
        logprob === null ? [] : [{ token: toStorable(token), logprob }],
      ),
    ),
  }));
  return positions.every((position) => isPossible(position, position.alternatives)) ? positions : null;
}

/** A token that is listed twice with the same probability was written down twice. */
export function withoutRepeats(listed: readonly TokenLogprob[]): TokenLogprob[] {
  const seen = new Set<string>();
  return listed.filter(({ token, logprob }) => {
    const key = `${logprob} ${token}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Rounding of half-precision numbers may bring what is listed a little above all there is. */
const MOST_MASS = 1.05;

/** Whether log-probabilities can be true: none is above 0, and the alternatives to a token hold no more than all there is. */
export function isPossible(position: TokenLogprob, alternatives: readonly TokenLogprob[] = []): boolean {
  const mass = alternatives.reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
  return mass <= MOST_MASS && [position, ...alternatives].every(({ logprob }) => logprob <= 1e-6);
}

/** A short word of the endpoint's, such as a model's name. */
export function toName(text: string | null | undefined): string | null {
  return text ? toStorable(text).slice(0, 200).toWellFormed() : null;
}

/** PostgreSQL takes no NUL, and no half of a surrogate pair survives UTF-8. */
export function toStorable(text: string): string {
  const short = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
  return short.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
