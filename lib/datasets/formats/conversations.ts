import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { checked, type ParsedPart, refuse } from "./format";
import { readMessages } from "./messages";
import { models, sideOnly, splitConversations } from "./pair";
import { toName, toNumber } from "./values";

/** What a vote of MT-bench or the Arena becomes, or null where the word is not one of theirs. */
export function readWinner(value: unknown): Pick<LabelRecord, "score" | "strengthKnown" | "answer" | "orderConsistent"> | null {
  const word = String(value ?? "")
    .trim()
    .toLowerCase();
  if (word === "model_a" || word === "model_1") return sideOnly("A");
  if (word === "model_b" || word === "model_2") return sideOnly("B");
  if (word === "tie") return sideOnly("tie");
  if (word === "tie (bothbad)" || word === "both_bad" || word === "bothbad") return { answer: "both_bad" };
  // The judge's two orders named two winners.
  if (word === "tie (inconsistent)") return { answer: "unsettled", orderConsistent: false };
  if (word === "error") return { answer: "invalid" };
  return null;
}

/** Refuses a vote that is none of the known words. */
export function refuseWinner(value: unknown): ParsedPart {
  return refuse(
    "winner",
    `The winner is ${JSON.stringify(value ?? null)}.`,
    'Write model_a, model_b, tie, "tie (bothbad)" or "tie (inconsistent)".',
  );
}

/** Whether an annotator of a published file is a model: its name says so, and no person's does. */
export function kindOf(annotator: string): "HUMAN" | "AI" {
  if (/^(author|expert|arena_user|human|user|annotator|rater)/i.test(annotator)) return "HUMAN";
  return /gpt|claude|gemini|llama|mistral|qwen|deepseek|vicuna|pandalm|judge|pair|model|llm/i.test(annotator) ? "AI" : "HUMAN";
}

/**
 * A row of two conversations with two models and a vote. They share the first question; from where the answers part, the rest of each is its
 * response, later questions included.
 *
 * @param more - Id, cluster and metadata of the comparison.
 */
export function parseConversations(
  row: Record<string, unknown>,
  { label, more }: { label: LabelRecord; more: Partial<ComparisonRecord> },
): ParsedPart {
  const one = readMessages(row.conversation_a);
  const other = readMessages(row.conversation_b);
  if (one === null) return refuse("conversation_a", "It is missing or no conversation.", "Write messages with role and content.");
  if (other === null)
    return refuse("conversation_b", "It is missing or no conversation.", "Write messages with role and content.");
  const split = splitConversations(cutAfter(one, row.turn), cutAfter(other, row.turn), []);
  if (split === null)
    return refuse(
      "conversation_a, conversation_b",
      "A conversation does not end with the assistant's turn.",
      "End both with the response that was judged.",
    );
  const record: ComparisonRecord = {
    prompt: split.prompt,
    responseA: split.first,
    responseB: split.second,
    ...models(toName(row.model_a, 300), toName(row.model_b, 300)),
    ...more,
    ...(split.flags && { flags: split.flags }),
    labels: [label],
  };
  // That later turns go on from different answers is how these files are made, and no oddity of a row: flagged, without a notice.
  return checked(record, [], ["winner"]);
}

/** The conversation up to the answer of the turn that was judged. */
function cutAfter<T extends { role: string }>(messages: readonly T[], turn: unknown): readonly T[] {
  const wanted = toNumber(turn);
  if (wanted === null || wanted < 1) return messages;
  let seen = 0;
  for (const [index, { role }] of messages.entries()) {
    if (role === "assistant") seen++;
    if (seen === wanted) return messages.slice(0, index + 1);
  }
  return messages;
}
