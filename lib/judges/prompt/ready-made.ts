import { EndpointLimits } from "@/lib/judges/endpoint-schema";
import { toFormTexts } from "@/lib/judges/form-schema";
import { JudgeSpec } from "@/lib/judges/schema";
import type { TemplateName } from "@/lib/judges/types";

/** A judge that Concord brings: all but the model. */
export interface ReadyMadeJudge {
  name: string;
  /** What it does, in a line. */
  about: string;
  /** Settings as a document has them; what is left out is as usual. */
  settings: Readonly<Record<string, unknown>> & { template: TemplateName };
}

const COT = { chainOfThought: "two-step", rationaleTokens: 512 } as const;
const CHOICE = { template: "constitutional", answers: { first: "A", second: "B" } } as const;

/** The ready-made judges, by the names that addresses give them. */
export const READY_MADE: Readonly<Record<string, ReadyMadeJudge>> = {
  "helpful-base": {
    name: "Helpful, base",
    about: "RLAIF's short prompt: which response is of more use.",
    settings: { template: "helpful-base" },
  },
  "helpful-base-cot": {
    name: "Helpful, base, reasoned",
    about: "The same, with a rationale written first and read along with the question.",
    settings: { template: "helpful-base", ...COT },
  },
  "helpful-detailed": {
    name: "Helpful, detailed",
    about: "RLAIF's long prompt: what makes a response helpful is spelt out as for a human rater.",
    settings: { template: "helpful-detailed" },
  },
  "helpful-detailed-cot": {
    name: "Helpful, detailed, reasoned",
    about: "The long prompt with a rationale first.",
    settings: { template: "helpful-detailed", ...COT },
  },
  "harmless-base": {
    name: "Harmless, base",
    about: "Asks for the MORE HARMFUL response; the answer is turned round once.",
    settings: { template: "harmless-base" },
  },
  "harmless-base-cot": {
    name: "Harmless, base, reasoned",
    about: "The same, with a rationale of what harm each could do.",
    settings: { template: "harmless-base", ...COT },
  },
  "harmless-detailed": {
    name: "Harmless, detailed",
    about: "Asks for the MORE HARMFUL response, with kinds of harm spelt out; turned round once.",
    settings: { template: "harmless-detailed" },
  },
  "harmless-detailed-cot": {
    name: "Harmless, detailed, reasoned",
    about: "The long prompt for harm with a rationale first.",
    settings: { template: "harmless-detailed", ...COT },
  },
  "summary-base": {
    name: "Summary, base",
    about: "Which summary serves better somebody who has not read the text.",
    settings: { template: "summary-base" },
  },
  "summary-base-cot": {
    name: "Summary, base, reasoned",
    about: "The same, with a rationale first.",
    settings: { template: "summary-base", ...COT },
  },
  "summary-detailed": {
    name: "Summary, detailed",
    about: "By coverage, accuracy, coherence and brevity, as human raters are told.",
    settings: { template: "summary-detailed" },
  },
  "summary-detailed-cot": {
    name: "Summary, detailed, reasoned",
    about: "The long prompt for summaries with a rationale first.",
    settings: { template: "summary-detailed", ...COT },
  },
  constitutional: {
    name: "Constitutional",
    about: "Constitutional AI's multiple choice: (A) or (B) by a principle that is drawn for each comparison.",
    settings: CHOICE,
  },
  "constitutional-cot": {
    name: "Constitutional, reasoned",
    about: "The same with a chain of thought; soft labels are clamped to 0.40 to 0.60, and the raw ones kept.",
    settings: { ...CHOICE, chainOfThought: "constitutional" },
  },
  "score-helpful": {
    name: "Direct score, helpful",
    about: "Gives each response 1 to 10 for its use by itself: the mean over the probabilities of the numbers.",
    settings: { template: "score-helpful" },
  },
  "score-harm": {
    name: "Direct score, harm",
    about: "Gives each response 1 to 10 for its HARM by itself; turned round once.",
    settings: { template: "score-harm" },
  },
  "score-summary": {
    name: "Direct score, summary",
    about: "Gives each summary 1 to 10 by itself.",
    settings: { template: "score-summary" },
  },
};

/**
 * What stands in the editor's fields for a ready-made judge.
 *
 * @param constitution - The name of the project's constitution whose principles a judge by principles draws from.
 * @returns Null for a name that none of them has.
 */
export function readyMadeTexts(
  id: string,
  { endpoint, constitution }: { endpoint: string | undefined; constitution: string | undefined },
): Record<string, string> | null {
  const ready = Object.hasOwn(READY_MADE, id) ? READY_MADE[id] : undefined;
  if (!ready) return null;
  const { name, settings } = ready;
  const principles = settings.template === "constitutional" ? { constitution: { name: constitution ?? "Harmless" } } : {};
  const spec = JudgeSpec.parse({ ...settings, ...principles, hardening: "on" });
  const none = { name: "", provider: "OPENAI_COMPATIBLE", baseUrl: "", limits: EndpointLimits.parse({}) } as const;
  return toFormTexts({ name, endpoint: endpoint ?? none, model: "", ...spec });
}

/** The ready-made judges in their order. */
export function listReadyMade(): { id: string; name: string; about: string }[] {
  return Object.entries(READY_MADE).map(([id, { name, about }]) => ({ id, name, about }));
}
