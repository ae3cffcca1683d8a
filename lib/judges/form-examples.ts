import type { FewShotExample } from "@/lib/judges/spec/few-shot-schema";
import { toConversation } from "./prompt/conversation";
import type { ComparisonAsExample } from "./types";

type Texts = Readonly<Record<string, string>>;

const ROLES: Readonly<Record<string, string>> = { System: "system", Human: "user", Assistant: "assistant", Tool: "tool" };

/** The examples of the editor's form, in the order of their numbers, which may have gaps where one was taken out. */
export function toExamples(texts: Texts): Record<string, unknown>[] {
  const numbers = new Set(Object.keys(texts).flatMap((name) => /^fewShot\.(\d{1,4})\./.exec(name)?.[1] ?? []));
  return [...numbers]
    .toSorted((a, b) => Number(a) - Number(b))
    .map((number) => {
      const text = (field: string): string => toLines(texts[`fewShot.${number}.${field}`]);
      const id = text("comparisonId");
      return {
        comparisonId: id === "" ? null : id,
        conversation: parseConversation(text("conversation")),
        responseA: text("responseA"),
        responseB: text("responseB"),
        preference: text("preference"),
        rationale: text("rationale"),
        principle: text("principle").trim(),
        scoreA: toScore(text("scoreA")),
        scoreB: toScore(text("scoreB")),
      };
    });
}

/** What stands in the editor's fields for examples; the inverse of `toExamples`. */
export function toExampleTexts(examples: readonly FewShotExample[]): Record<string, string> {
  const entries = examples.flatMap((example, number) =>
    Object.entries({
      ...example,
      comparisonId: example.comparisonId ?? "",
      conversation: toConversation(example.conversation),
      scoreA: example.scoreA === null ? "" : String(example.scoreA),
      scoreB: example.scoreB === null ? "" : String(example.scoreB),
    }).map(([field, value]) => [`fewShot.${number}.${field}`, value]),
  );
  return Object.fromEntries(entries);
}

/** Fields with comparisons as further examples behind those that stand there; one on which people are even, or say nothing, is left out. */
export function addExampleTexts(texts: Texts, taken: readonly ComparisonAsExample[]): Record<string, string> {
  const numbers = Object.keys(texts).flatMap((name) => Number(/^fewShot\.(\d{1,4})\./.exec(name)?.[1] ?? -1));
  const known = new Set(Object.entries(texts).flatMap(([name, value]) => (/\.comparisonId$/.test(name) ? [value] : [])));
  const first = Math.max(-1, ...numbers) + 1;
  const added = taken.filter(({ preference, comparisonId }) => preference !== null && !known.has(comparisonId));
  const entries = added.flatMap((example, place) =>
    Object.entries({ ...example, rationale: "", principle: "", scoreA: "", scoreB: "" }).map(([field, value]) => [
      `fewShot.${first + place}.${field}`,
      value ?? "",
    ]),
  );
  return { ...texts, ...Object.fromEntries(entries) };
}

/** Browsers send line ends as CRLF; prompts have LF alone. */
export function toLines(text: string | undefined): string {
  return (text ?? "").replaceAll("\r\n", "\n");
}

/**
 * The messages of a conversation as `toConversation` writes it: a new one begins where a paragraph begins with who speaks. A text without
 * any speaker is one message.
 */
export function parseConversation(text: string): string | { role: string; content: string }[] {
  const turns = text.trim().split(/\n\n(?=(?:System|Human|Assistant|Tool): )/);
  const messages = turns.flatMap((turn) => {
    const [, speaker = "", content = ""] = /^(System|Human|Assistant|Tool): ([\s\S]*)$/.exec(turn) ?? [];
    const role = ROLES[speaker];
    return role === undefined ? [] : [{ role, content }];
  });
  return messages.length === turns.length ? messages : text.trim();
}

function toScore(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d{1,3}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
