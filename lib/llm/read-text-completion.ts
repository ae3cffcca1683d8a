import * as z from "zod";
import { ModelError } from "./model-error";
import { chatPositions, isPossible, readUsage, toName, toStorable, Usage } from "./read-completion";
import type { Completion, TokenLogprob, TokenPosition } from "./types";

const Number0 = z.number().nullable();
const TextLogprobs = z.object({
  tokens: z.array(z.string()),
  token_logprobs: z.array(Number0),
  top_logprobs: z.array(z.record(z.string(), Number0).nullable()).nullish().catch(null),
  text_offset: z.array(z.number().int()).nullish().catch(null),
});
type TextLogprobs = z.infer<typeof TextLogprobs>;

const Body = z.object({
  model: z.string().nullish(),
  choices: z.array(
    z.object({
      index: z.number().int().nonnegative().nullish(),
      text: z.string(),
      finish_reason: z.string().nullish(),
      logprobs: z.unknown().optional(),
    }),
  ),
  usage: Usage,
});
type Choice = z.infer<typeof Body>["choices"][number];

/**
 * Reads what a base model wrote behind its prompt.
 *
 * @throws ModelError `empty` without a choice, `bad_shape` if it is no completion.
 */
export function readTextCompletion(body: unknown, httpStatus: number): Omit<Completion, "latencyMs"> {
  const { choices, ...rest } = parse(body, httpStatus);
  const [choice] = choices;
  if (!choice) throw new ModelError("empty", "The endpoint answered without a choice.", { httpStatus, usage: readUsage(body) });
  return {
    text: toStorable(choice.text),
    finishReason: toName(choice.finish_reason),
    positions: chatPositions(choice.logprobs) ?? textPositions(choice.logprobs),
    choices: choices.length,
    ...rest,
  };
}

/**
 * Reads how probable a base model found each candidate behind the prompt: the sum of the log-probabilities of its tokens. They are the
 * alternatives of one position, the most probable one written there, so that a verdict is read from them as from any token.
 *
 * @returns Positions null when a candidate cannot be told apart from its prompt by tokens, or when a probability cannot be true.
 * @throws ModelError `bad_request` (ignored: candidates) when the endpoint did not echo every candidate.
 */
export function readScoredTexts(
  body: unknown,
  httpStatus: number,
  prompt: string,
  candidates: readonly string[],
): Omit<Completion, "latencyMs"> {
  const { choices, ...rest } = parse(body, httpStatus);
  if (choices.length === 0)
    throw new ModelError("empty", "The endpoint answered without a choice.", { httpStatus, usage: readUsage(body) });
  const scored: TokenLogprob[] = [];
  for (const [at, candidate] of candidates.entries()) {
    const choice = choices.find(({ index }) => index === at) ?? choices[at];
    const parsed = TextLogprobs.safeParse(choice?.logprobs);
    if (!choice?.text.startsWith(prompt + candidate) || !parsed.success) throw notEchoed(httpStatus);
    const logprob = scoreOf(parsed.data, prompt, candidate);
    if (logprob !== null) scored.push({ token: candidate, logprob });
  }
  const [best] = [...scored].sort((one, other) => other.logprob - one.logprob);
  const isWhole = best !== undefined && scored.length === candidates.length;
  return {
    text: isWhole ? best.token : "",
    finishReason: "scored",
    positions: isWhole ? [{ ...best, alternatives: scored }] : null,
    ...rest,
  };
}

/** Offsets count characters as Python does; without offsets the last token is the one that was written behind the candidate. */
function scoreOf(logprobs: TextLogprobs, prompt: string, candidate: string): number | null {
  const { tokens, token_logprobs: values, text_offset: offsets } = logprobs;
  if (values.length !== tokens.length) return null;
  const end = [...prompt].length + [...candidate].length;
  const known = offsets?.length === tokens.length ? offsets : null;
  let at = known ? known.filter((offset) => offset < end).length : tokens.length - 1;
  let text = "";
  let sum = 0;
  while (at > 0 && text.length < candidate.length) {
    at--;
    const value = values[at];
    if (value === null || value === undefined || !isPossible({ token: "", logprob: value })) return null;
    text = spelled(tokens[at] ?? "") + text;
    sum += value;
  }
  return text === candidate ? sum : null;
}

/** A space as byte-pair and sentence-piece vocabularies spell it. */
function spelled(token: string): string {
  return token.replace(/[\u0120\u2581]/gu, " ").replace(/\u010A/gu, "\n");
}

function textPositions(logprobs: unknown): TokenPosition[] | null {
  const parsed = TextLogprobs.safeParse(logprobs);
  if (!parsed.success || parsed.data.tokens.length === 0) return null;
  const { tokens, token_logprobs: values, top_logprobs: tops } = parsed.data;
  if (values.length !== tokens.length) return null;
  const positions = tokens.map((token, at) => ({
    token: toStorable(token),
    logprob: values[at] ?? Number.NEGATIVE_INFINITY,
    alternatives: Object.entries(tops?.[at] ?? {}).flatMap(([text, logprob]): TokenLogprob[] =>
      logprob === null ? [] : [{ token: toStorable(text), logprob }],
    ),
  }));
  return positions.every((position) => isPossible(position, position.alternatives)) ? positions : null;
}

function notEchoed(httpStatus: number): ModelError {
  return new ModelError(
    "bad_request",
    "The endpoint does not say how probable a given text is (echo with logprobs). The answer is read from what the model writes instead.",
    { httpStatus, ignored: "candidates" },
  );
}

function parse(body: unknown, httpStatus: number) {
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new ModelError("bad_shape", `The endpoint's JSON is no completion${where ? ` (look at "${where}")` : ""}.`, {
      httpStatus,
      usage: readUsage(body),
    });
  }
  const { choices, usage, model } = parsed.data;
  return {
    choices: choices as readonly Choice[],
    tokensIn: usage?.prompt_tokens ?? null,
    tokensOut: usage?.completion_tokens ?? null,
    model: toName(model),
  };
}
