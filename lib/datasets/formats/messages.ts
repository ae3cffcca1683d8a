import type { MessageRecord } from "@/lib/datasets/record";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import { parseTranscript, toBlocks, toMessages, toResponseText } from "./transcript";
import { toList } from "./values";

const ROLES: Readonly<Record<string, MessageRecord["role"]>> = {
  system: "system",
  developer: "system",
  user: "user",
  human: "user",
  prompter: "user",
  assistant: "assistant",
  gpt: "assistant",
  bot: "assistant",
  model: "assistant",
  chatbot: "assistant",
  tool: "tool",
  function: "tool",
};

/**
 * A conversation as messages, whichever names its file gives to roles and texts: `role`/`content`, `from`/`value`, or the parts that newer
 * files split a content into. A transcript of HH-RLHF is read too.
 * @returns null if it is no conversation.
 */
export function readMessages(value: unknown): MessageRecord[] | null {
  if (typeof value === "string" && value.startsWith("\n\nHuman:")) {
    const blocks = parseTranscript(value);
    return blocks && toMessages(blocks);
  }
  const list = toList(value);
  if (list === null) return null;
  const messages: MessageRecord[] = [];
  for (const each of list) {
    if (!isObject(each)) return null;
    const role = ROLES[String(each.role ?? each.from ?? "").toLowerCase()];
    const content = readContent(each.content ?? each.value ?? each.text);
    if (role === undefined || content === null) return null;
    messages.push({ role, content });
  }
  return messages;
}

/** The text of a message: itself, or its text parts one after another. Null where a part is no text. */
function readContent(content: unknown): string | null {
  if (content === null) return "";
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const parts = content.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : null));
  return parts.includes(null) ? null : parts.join("");
}

/** A prompt that is a conversation, or a text that the user says; null for anything else. */
export function readPrompt(value: unknown): MessageRecord[] | null {
  const messages = readMessages(value);
  if (messages !== null) return messages;
  return typeof value === "string" ? [{ role: "user", content: value }] : null;
}

/** Two conversations about one prompt: what they share, and what each goes on with. */
export interface SplitPair {
  prompt: MessageRecord[];
  first: string;
  second: string;
  /** They part before the last turn: a response holds several turns, the later ones with their speakers. */
  parts: boolean;
}

/**
 * Cuts two conversations where they part. Each keeps at least its last message as a response.
 * @returns null where one has no assistant's turn behind what they share, or a response would hold a turn that a transcript has no word for.
 */
export function splitPair(one: readonly MessageRecord[], other: readonly MessageRecord[]): SplitPair | null {
  const most = Math.min(one.length, other.length) - 1;
  let shared = 0;
  while (shared < most && isSame(one[shared], other[shared])) shared++;
  const first = toResponse(one.slice(shared));
  const second = toResponse(other.slice(shared));
  if (first === null || second === null) return null;
  return { prompt: one.slice(0, shared), first, second, parts: one.length - shared > 1 || other.length - shared > 1 };
}

function isSame(one: MessageRecord | undefined, other: MessageRecord | undefined): boolean {
  return one !== undefined && one.role === other?.role && one.content === other.content;
}

/** The messages that answer a prompt, as one text. */
export function toResponse(messages: readonly MessageRecord[]): string | null {
  const [only] = messages;
  if (messages.length === 1 && only?.role === "assistant") return only.content;
  if (messages.at(-1)?.role !== "assistant") return null;
  const blocks = toBlocks(messages);
  return blocks && toResponseText(blocks);
}
