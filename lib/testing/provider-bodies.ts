import type { Reply } from "./fault-server";

type Answer = Extract<Reply, { kind: "answer" }>;

/**
 * The body of a text completion. With `echo`, each prompt comes back with the log-probability that the script gives the answer at its end,
 * spread over three tokens as a tokenizer would cut " (A)", and one token more behind it.
 */
export function textCompletionBody(reply: Answer, request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const prompts = Array.isArray(request.prompt) ? request.prompt.map(String) : [String(request.prompt)];
  const listed = reply.logprobs ?? {};
  const choices = prompts.map((prompt, index) =>
    request.echo === true
      ? echoed(prompt, index, listed)
      : {
          index,
          text: reply.text,
          finish_reason: "stop",
          logprobs: request.logprobs
            ? { tokens: [reply.text], token_logprobs: [listed[reply.text] ?? -0.1], top_logprobs: [listed], text_offset: [0] }
            : null,
        },
  );
  return {
    id: "cmpl-test",
    object: "text_completion",
    model: reply.model ?? "scripted-base",
    choices,
    usage: { prompt_tokens: reply.tokensIn ?? 100, completion_tokens: reply.tokensOut ?? 1 },
  };
}

function echoed(prompt: string, index: number, listed: Readonly<Record<string, number>>): Record<string, unknown> {
  const ends = Object.entries(listed).filter(([text]) => prompt.endsWith(text));
  const [answer, logprob] = ends.sort(([one], [other]) => other.length - one.length)[0] ?? ["", 0];
  const before = prompt.slice(0, prompt.length - answer.length);
  const half = Math.ceil(before.length / 2);
  const cut = [answer.slice(0, 2), answer.slice(2, 3), answer.slice(3)].filter((part) => part !== "");
  const tokens = [before.slice(0, half), before.slice(half), ...cut, " more"];
  const offsets: number[] = [];
  for (const at of tokens.keys()) offsets.push([...tokens.slice(0, at).join("")].length);
  return {
    index,
    text: `${prompt} more`,
    finish_reason: "length",
    logprobs: {
      tokens,
      token_logprobs: [null, -7, ...cut.map(() => logprob / cut.length), -0.5],
      top_logprobs: null,
      text_offset: offsets,
    },
  };
}

/** The body of a message of the messages protocol. */
export function messageBody(reply: Answer): Record<string, unknown> {
  return {
    id: "msg_test",
    type: "message",
    role: "assistant",
    model: reply.model ?? "scripted-1",
    content: [{ type: "text", text: reply.text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: reply.tokensIn ?? 100, output_tokens: reply.tokensOut ?? 1 },
  };
}
