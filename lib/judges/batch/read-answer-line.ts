import * as z from "zod";
import { readEndpointAnswer } from "@/lib/llm/endpoint-answer";
import { ModelError } from "@/lib/llm/model-error";
import { readCompletion } from "@/lib/llm/read-completion";
import type { Completion } from "@/lib/llm/types";

const Line = z.object({
  custom_id: z.uuid(),
  response: z.object({ status_code: z.number().int(), body: z.unknown() }).nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
});

/** One line of an answers file. */
export interface AnswerLine {
  /** Of the call. */
  id: string;
  response: { status: number; body: unknown } | null;
  /** What the provider says in place of an answer. */
  error: string | null;
}

/** Reads a line of an answers file in OpenAI's batch format; a text says why it is none. */
export function readAnswerLine(text: string): AnswerLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "This line is no JSON. Upload the answers as the provider wrote them, one JSON object a line.";
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join(".") ?? "";
    return path === "custom_id"
      ? "Its custom_id is none that Concord gave. Keep the custom_id of the request."
      : `This is no line of a batch's answers${path ? ` (look at "${path}")` : ""}.`;
  }
  const { custom_id: id, response, error } = parsed.data;
  if (!response && !error) return 'It has neither a "response" nor an "error".';
  return {
    id,
    response: response ? { status: response.status_code, body: response.body } : null,
    error: error ? (error.message ?? error.code ?? "no reason given") : null,
  };
}

/**
 * The answer of a line, read as a live one is.
 *
 * @throws ModelError by its status, its body, or what the provider says in place of an answer.
 */
export function toCompletion({ response, error }: AnswerLine): Completion {
  if (!response) {
    throw new ModelError("server_error", "The provider's batch brought no answer to this call.", {
      endpointText: error?.slice(0, 300) ?? null,
    });
  }
  const { status } = response;
  const body = readEndpointAnswer({ status, headers: new Map(), body: Buffer.from(JSON.stringify(response.body ?? null)) }, null);
  // A batch tells no time of a single call.
  return { ...readCompletion(body, status), latencyMs: 0 };
}
