import type { ConstitutionUse } from "@/lib/judges/spec/constitution-use-schema";
import type { FewShotExample } from "@/lib/judges/spec/few-shot-schema";
import type { CallStep, JudgeTemplate, Polarity, PromptOrder, PromptPart } from "@/lib/judges/types";
import type { ChatMessage } from "@/lib/llm/types";
import { toConversation } from "./conversation";
import { createGuard, type Guard, UNGUARDED } from "./hardening/guard";
import { type CallKey, toMark } from "./hardening/mark";
import { ANSWER_PLACE } from "./placeholders";
import { type JudgePrinciple, toExamplePrinciple, toPrincipleText } from "./principles";
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
  /** What the prompt asks for, and so which response an example's answer names. */
  polarity: Polarity;
  chainOfThought: "none" | "two-step" | "constitutional";
  fewShot: readonly FewShotExample[];
  constitution: ConstitutionUse | null;
  /** Those of the constitution's version, in their order. */
  principles: readonly JudgePrinciple[];
}

/** Which call a prompt is for. Of a direct judge, order AB shows response A, and BA response B. */
export interface PromptCall extends CallKey {
  step: CallStep;
  /** What was written in the RATIONALE step; null in that step, and without a chain of thought. */
  rationale: string | null;
}

/** A message with its pieces told apart. */
export interface MessageParts {
  role: ChatMessage["role"];
  parts: PromptPart[];
}

/** The messages of one call, the same to the letter each time for the same comparison, call and version. */
export function buildMessages(frame: PromptFrame, comparison: JudgedComparison, call: PromptCall): ChatMessage[] {
  return buildMessageParts(frame, comparison, call).map(({ role, parts }) => ({
    role,
    content: parts.map(({ text }) => text).join(""),
  }));
}

/** The messages of `buildMessages`, with the template's words and what fills them told apart. */
export function buildMessageParts(frame: PromptFrame, comparison: JudgedComparison, call: PromptCall): MessageParts[] {
  const { template, chainOfThought } = frame;
  const guard = toGuard(frame, comparison, call);
  const principle = toPrincipleText(frame.constitution, frame.principles, call.principleId);
  const values = toValues(frame, guard, comparison, { order: call.order, principle });
  const turns = [
    ...frame.fewShot.flatMap((example, index) => toExampleTurns(frame, guard, example, index)),
    // A judge that was talked into repeating a forged verdict must not hand it to itself.
    ...toTurns(frame, values, call.step === "RATIONALE" ? null : guard.clean(call.rationale ?? "")),
  ];
  const messages = chainOfThought === "constitutional" ? turns : [{ role: "user" as const, parts: joined(turns) }];
  const notice = guard.notice === "" ? [] : [{ text: guard.notice, isFilled: false }];
  const opening = toParts(template.preamble, values);
  const preamble = opening.length > 0 && notice.length > 0 ? [...opening, GAP, ...notice] : [...opening, ...notice];
  if (preamble.length === 0) return messages;
  if (frame.preambleAsSystem) return [{ role: "system", parts: preamble }, ...messages];
  return messages.map((message, index) => (index === 0 ? { ...message, parts: [...preamble, GAP, ...message.parts] } : message));
}

const GAP: PromptPart = { text: "\n\n", isFilled: false };

interface Turn {
  role: "user" | "assistant";
  parts: PromptPart[];
}

function toGuard({ template, hardening, fewShot }: PromptFrame, comparison: JudgedComparison, call: PromptCall): Guard {
  if (hardening === "off") return UNGUARDED;
  const texts = [comparison, ...fewShot].flatMap(({ responseA, responseB, conversation }) => [
    responseA,
    responseB,
    ...conversation.map(({ content }) => content),
  ]);
  const { judgeVersionId, comparisonId, criterionId, order, principleId, sampleIndex } = call;
  const mark = toMark({ judgeVersionId, comparisonId, criterionId, order, principleId, sampleIndex }, texts);
  return createGuard(mark, { ...template, ending: `${template.reasoning}\n${template.ending}` });
}

function toValues(
  frame: PromptFrame,
  guard: Guard,
  { conversation, responseA, responseB }: JudgedComparison,
  { order, principle }: { order: PromptOrder; principle: string },
): Record<string, string> {
  const turns = conversation.map(({ role, content }) => ({ role, content: guard.clean(content) }));
  const [a, b] = [guard.wrap(guard.clean(responseA)), guard.wrap(guard.clean(responseB))];
  const [first, second] = order === "AB" ? [a, b] : [b, a];
  return {
    conversation: guard.wrap(toConversation(turns)),
    response_1: first,
    response_2: second,
    response: first,
    question: frame.criterion.question,
    criterion: frame.criterion.key,
    first: frame.answers.first,
    second: frame.answers.second,
    principle,
  };
}

/**
 * What is asked of one comparison, as turns of a conversation that become one text unless the chain of thought is the constitutional one.
 *
 * @param rationale - Null while it is asked for.
 */
function toTurns({ template, chainOfThought }: PromptFrame, values: Record<string, string>, rationale: string | null): Turn[] {
  const sample = toParts(template.sample, values);
  const ending = toParts(template.ending, values);
  if (chainOfThought === "none") return [{ role: "user", parts: [...sample, GAP, ...ending] }];
  const question: Turn = { role: "user", parts: [...sample, GAP, ...toParts(template.reasoning, values)] };
  if (rationale === null) return [question];
  return [question, { role: "assistant", parts: [{ text: rationale.trim(), isFilled: true }] }, { role: "user", parts: ending }];
}

/** An example with its answer. Response A is listed first in both orders: what an example shows is not what is judged. */
function toExampleTurns(frame: PromptFrame, guard: Guard, example: FewShotExample, index: number): Turn[] {
  const { template, answers, polarity } = frame;
  const principle = toExamplePrinciple(frame.constitution, frame.principles, { principle: example.principle, index });
  const worse = example.preference === "A" ? "B" : "A";
  const asked = polarity === "WORSE" ? worse : example.preference;
  const shown: [PromptOrder, string][] =
    template.kind === "score"
      ? [
          ["AB", String(example.scoreA)],
          ["BA", String(example.scoreB)],
        ]
      : [["AB", asked === "A" ? answers.first : answers.second]];
  return shown.flatMap(([order, answer]) => {
    const turns = toTurns(frame, toValues(frame, guard, example, { order, principle }), example.rationale);
    const written = toParts(template.answer, { [ANSWER_PLACE]: answer });
    if (frame.chainOfThought === "constitutional") return [...turns, { role: "assistant" as const, parts: written }];
    return turns.map((turn, place) => (place === turns.length - 1 ? { ...turn, parts: [...turn.parts, ...written] } : turn));
  });
}

/** Turns as one text: a rationale follows what asked for it on the same line, all else stands apart. */
function joined(turns: readonly Turn[]): PromptPart[] {
  const space: PromptPart = { text: " ", isFilled: false };
  return turns.flatMap(({ role, parts }, index) => {
    if (index === 0) return parts;
    return [role === "assistant" ? space : GAP, ...parts];
  });
}
