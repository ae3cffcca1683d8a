import type { JudgeTemplate, PromptOrder, PromptPart } from "@/lib/judges/types";
import type { ChatMessage } from "@/lib/llm/types";
import { createGuard, type Guard, UNGUARDED } from "./hardening/guard";
import { type CallKey, toMark } from "./hardening/mark";
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
  /** "on": texts of the comparison cannot pass for the prompt. */
  hardening: "on" | "off";
}

/** Which call of a judge a prompt is for, apart from its order. */
export type PromptKey = Omit<CallKey, "order">;

const SPEAKERS: Readonly<Record<string, string>> = { system: "System", user: "Human", assistant: "Assistant", tool: "Tool" };

/** A message with its pieces told apart. */
export interface MessageParts {
  role: ChatMessage["role"];
  parts: PromptPart[];
}

/** The messages of one call, the same to the letter each time for the same comparison, order and version. */
export function buildMessages(
  frame: PromptFrame,
  comparison: JudgedComparison,
  order: PromptOrder,
  key: PromptKey,
): ChatMessage[] {
  return buildMessageParts(frame, comparison, order, key).map(({ role, parts }) => ({
    role,
    content: parts.map(({ text }) => text).join(""),
  }));
}

/** The messages of `buildMessages`, with the template's words and what fills them told apart. */
export function buildMessageParts(
  frame: PromptFrame,
  comparison: JudgedComparison,
  order: PromptOrder,
  key: PromptKey,
): MessageParts[] {
  const { template, answers, criterion } = frame;
  const guard = toGuard(frame, comparison, { ...key, order });
  const turns = comparison.conversation.map(({ role, content }) => `${SPEAKERS[role] ?? role}: ${guard.clean(content)}`);
  const [one, two] = [comparison.responseA, comparison.responseB].map((text) => guard.wrap(guard.clean(text)));
  const values = {
    conversation: guard.wrap(turns.join("\n\n")),
    response_1: (order === "AB" ? one : two) ?? "",
    response_2: (order === "AB" ? two : one) ?? "",
    question: criterion.question,
    criterion: criterion.key,
    first: answers.first,
    second: answers.second,
  };
  const gap = { text: "\n\n", isFilled: false };
  const notice = guard.notice === "" ? [] : [{ text: guard.notice, isFilled: false }];
  const opening = toParts(template.preamble, values);
  const preamble = opening.length > 0 && notice.length > 0 ? [...opening, gap, ...notice] : [...opening, ...notice];
  const asked = [...toParts(template.sample, values), gap, ...toParts(template.ending, values)];
  if (preamble.length === 0) return [{ role: "user", parts: asked }];
  if (!frame.preambleAsSystem) return [{ role: "user", parts: [...preamble, gap, ...asked] }];
  return [
    { role: "system", parts: preamble },
    { role: "user", parts: asked },
  ];
}

function toGuard({ template, hardening }: PromptFrame, comparison: JudgedComparison, key: CallKey): Guard {
  if (hardening === "off") return UNGUARDED;
  const texts = [comparison.responseA, comparison.responseB, ...comparison.conversation.map(({ content }) => content)];
  return createGuard(toMark(key, texts), template);
}
