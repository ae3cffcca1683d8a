import type { JudgeTemplate, PromptOrder } from "@/lib/judges/types";
import type { ChatMessage } from "@/lib/llm/types";
import { substitute } from "./substitute";

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

/** The messages of one call, the same to the letter each time for the same comparison, order and version. */
export function buildMessages(frame: PromptFrame, comparison: JudgedComparison, order: PromptOrder): ChatMessage[] {
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
  const preamble = substitute(template.preamble, values);
  const asked = `${substitute(template.sample, values)}\n\n${substitute(template.ending, values)}`;
  if (frame.preambleAsSystem && preamble !== "") {
    return [
      { role: "system", content: preamble },
      { role: "user", content: asked },
    ];
  }
  return [{ role: "user", content: preamble === "" ? asked : `${preamble}\n\n${asked}` }];
}
