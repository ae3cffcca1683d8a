import type { JudgeTemplate, PromptOrder, PromptPart } from "@/lib/judges/types";
import type { ChatMessage } from "@/lib/llm/types";
import { toParts } from "./substitute";

/** What a judge is shown of one comparison. */
export interface JudgedComparison {
  conversation: readonly { role: string; content: string }[];
  responseA: string;
  responseB: string;
}

/** What fills a prompt apart from the comparison. */
export interface PromptFrame {
  template: JudgeTemplate;
  answers: { first: string; second: string };
  /** The preamble goes as a system message of its own. */
  preambleAsSystem: boolean;
  criterion: { key: string; question: string };
}

const SPEAKERS: Readonly<Record<string, string>> = { system: "System", user: "Human", assistant: "Assistant", tool: "Tool" };

/** A message with its pieces told apart. */
export interface MessageParts {
  role: ChatMessage["role"];
  parts: PromptPart[];
}

/** The messages of one call, the same to the letter each time for the same comparison, order and version. */
export function buildMessages(frame: PromptFrame, comparison: JudgedComparison, order: PromptOrder): ChatMessage[] {
  return buildMessageParts(frame, comparison, order).map(({ role, parts }) => ({
    role,
    content: parts.map(({ text }) => text).join(""),
  }));
}

/** The messages of `buildMessages`, with the template's words and what fills them told apart. */
export function buildMessageParts(frame: PromptFrame, comparison: JudgedComparison, order: PromptOrder): MessageParts[] {
  const { template, answers, criterion } = frame;
  const values = {
    conversation: comparison.conversation.map(({ role, content }) => `${SPEAKERS[role] ?? role}: ${content}`).join("\n\n"),
    response_1: order === "AB" ? comparison.responseA : comparison.responseB,
    response_2: order === "AB" ? comparison.responseB : comparison.responseA,
    question: criterion.question,
    criterion: criterion.key,
    first: answers.first,
    second: answers.second,
  };
  const gap = { text: "\n\n", isFilled: false };
  const preamble = toParts(template.preamble, values);
  const asked = [...toParts(template.sample, values), gap, ...toParts(template.ending, values)];
  if (preamble.length === 0) return [{ role: "user", parts: asked }];
  if (!frame.preambleAsSystem) return [{ role: "user", parts: [...preamble, gap, ...asked] }];
  return [
    { role: "system", parts: preamble },
    { role: "user", parts: asked },
  ];
}
