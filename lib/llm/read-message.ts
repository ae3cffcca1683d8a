import * as z from "zod";
import { ModelError } from "./model-error";
import { TokenCount, toName, toStorable } from "./read-completion";
import type { Completion } from "./types";

const Body = z.object({
  type: z.literal("message"),
  model: z.string().nullish(),
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: z
    .object({
      input_tokens: TokenCount,
      cache_creation_input_tokens: TokenCount,
      cache_read_input_tokens: TokenCount,
      output_tokens: TokenCount,
    })
    .nullish()
    .catch(null),
});

/**
 * Reads the body of a message. Only what was written as text is the answer: thoughts and calls of tools are none.
 *
 * @throws ModelError `empty` without any content and without a reason for it, `bad_shape` if it is no message.
 */
export function readMessage(body: unknown, httpStatus: number): Omit<Completion, "latencyMs"> {
  const parsed = Body.safeParse(body);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join(".") ?? "";
    throw new ModelError("bad_shape", `The endpoint's JSON is no message${where ? ` (look at "${where}")` : ""}.`, {
      httpStatus,
    });
  }
  const { content, stop_reason: reason, usage, model } = parsed.data;
  if (content.length === 0 && !reason) throw new ModelError("empty", "The endpoint answered without content.", { httpStatus });
  return {
    text: toStorable(content.map(({ type, text }) => (type === "text" ? (text ?? "") : "")).join("")),
    finishReason: toName(reason),
    positions: null,
    tokensIn: usage ? sumOf([usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens]) : null,
    tokensOut: usage?.output_tokens ?? null,
    model: toName(model),
  };
}

function sumOf(counts: readonly (number | null | undefined)[]): number | null {
  return typeof counts[0] === "number" ? counts.reduce<number>((sum, count) => sum + (count ?? 0), 0) : null;
}
