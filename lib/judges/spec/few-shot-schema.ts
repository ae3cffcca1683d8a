import * as z from "zod";
import { Line, Paragraphs } from "./text-schema";

const LONGEST = 100_000;
/** More examples than any of the papers' prompts has. */
const MOST_EXAMPLES = 32;

const Message = z.strictObject({ role: z.enum(["system", "user", "assistant", "tool"]), content: Paragraphs(LONGEST) });

/** What a direct judge gives one response. */
const Score = z.int().min(1).max(10).nullable().default(null);

const Example = z.strictObject({
  /** The project's comparison that it was taken from; null for another. */
  comparisonId: z.uuid().nullable().default(null),
  /** The conversation so far: its messages, or the text of its one message. What is stored is always the messages. */
  conversation: z.union([Line(LONGEST).transform((content) => [{ role: "user" as const, content }]), z.array(Message).min(1)], {
    error: "Give the conversation as a text, or as a list of messages with role and content.",
  }),
  responseA: Paragraphs(LONGEST),
  responseB: Paragraphs(LONGEST),
  /** The BETTER response, whatever the template asks for: where it asks for the worse one, the answer names the other. */
  preference: z.enum(["A", "B"]),
  /** Its reasoning, where the judge has a chain of thought. */
  rationale: Paragraphs(20_000).default(""),
  /** The principle that it is judged by; empty: one drawn for it. */
  principle: Paragraphs(5_000).default(""),
  /** Of a direct judge: what each response gets, 1 to 10. */
  scoreA: Score,
  scoreB: Score,
});
export type FewShotExample = z.infer<typeof Example>;

/** The worked examples of a judge, in the order in which it reads them. */
export const FewShotSet = z.array(Example).max(MOST_EXAMPLES, `At most ${MOST_EXAMPLES} examples.`).default([]);
