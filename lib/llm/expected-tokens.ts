import type { ChatMessage } from "./types";

/** English is about four characters to a token; other scripts take more. */
const CHARACTERS = 3.5;

/** What a call is expected to take before its endpoint says so: for limits by tokens, not for money. */
export function expectedTokens(messages: readonly ChatMessage[], maxTokens: number): number {
  return Math.ceil(messages.reduce((sum, { content }) => sum + content.length, 0) / CHARACTERS) + maxTokens;
}
