import * as z from "zod";
import type { PromptMessage } from "./types";

const Messages = z.array(z.object({ role: z.string(), content: z.string() }));
const EXCERPT = 160;

/** The messages of a prompt as they stand in the database. @throws ZodError if they do not: the door lets nothing else in. */
export function toMessages(stored: unknown): PromptMessage[] {
  return Messages.parse(stored);
}

/** The beginning of the last message that a person wrote (or, without one, of the last message), as one line. */
export function toExcerpt(messages: readonly PromptMessage[]): { excerpt: string; earlierMessages: number } {
  const last = messages.findLastIndex((message) => message.role === "user");
  const at = last >= 0 ? last : messages.length - 1;
  const text = (messages[at]?.content ?? "")
    .slice(0, EXCERPT * 4)
    .replace(/\s+/g, " ")
    .trim();
  return {
    excerpt:
      text.length > EXCERPT
        ? `${text.slice(0, text.lastIndexOf(" ", EXCERPT) > 80 ? text.lastIndexOf(" ", EXCERPT) : EXCERPT)} …`
        : text,
    earlierMessages: Math.max(0, at),
  };
}
