import type { ChatMessage } from "./types";

const SPEAKERS: Readonly<Record<ChatMessage["role"], string>> = { system: "", user: "Human: ", assistant: "Assistant: " };

/**
 * Messages as the one text that a base model goes on with. A single message is its text to the letter. Several become turns of "Human:"
 * and "Assistant:", system messages standing bare; after a last turn of the human's the assistant has the word, and a last turn of the
 * assistant's is left open.
 */
export function toPromptText(messages: readonly ChatMessage[]): string {
  const [only] = messages;
  if (only && messages.length === 1) return only.content;
  const turns = messages.map(({ role, content }) => `${SPEAKERS[role]}${content}`);
  if (messages.at(-1)?.role === "user") turns.push("Assistant:");
  return turns.join("\n\n");
}
