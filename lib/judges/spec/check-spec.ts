import type * as z from "zod";
import { PRINCIPLE_PLACE } from "@/lib/judges/prompt/placeholders";
import { findPlaceholders } from "@/lib/judges/prompt/substitute";
import type { JudgeTemplate } from "@/lib/judges/types";
import type { ConstitutionUse } from "./constitution-use-schema";
import type { FewShotExample } from "./few-shot-schema";

/** A coarse rule that holds for English prose. */
const CHARACTERS_PER_TOKEN = 4;

interface Checked {
  template: JudgeTemplate;
  constitution: ConstitutionUse | null;
  fewShot: readonly FewShotExample[];
  chainOfThought: "none" | "two-step" | "constitutional";
  orders: "both" | "AB" | "BA";
  samples: number;
  temperature: number | null;
  rationaleTokens: number;
  maxTokens: number;
  limits: { contextTokens: number | null };
}

type Problem = (path: readonly (string | number)[], message: string) => void;

/** What must hold between the settings of a judge version, each problem at the setting that mends it. */
export function checkSpec(spec: Checked, context: z.core.$RefinementCtx): void {
  const problem: Problem = (path, message) => context.addIssue({ code: "custom", path: [...path], message });
  checkTemplate(spec, problem);
  if (spec.samples > 1 && spec.temperature === 0) {
    problem(["temperature"], "Several samples need a temperature above 0: at 0 they are the same answer.");
  }
  if (spec.template.kind === "score" && spec.orders !== "both") {
    problem(["orders"], "A judge that scores each response by itself needs both: AB scores response A, and BA response B.");
  }
  for (const [index, example] of spec.fewShot.entries()) checkExample(spec, example, index, problem);
  const tooLong = findTooLong(spec, spec.limits.contextTokens);
  if (tooLong) problem(tooLong.path, tooLong.message);
}

function checkTemplate({ template, constitution, chainOfThought }: Checked, problem: Problem): void {
  const { preamble, sample, reasoning, ending } = template;
  const namesPrinciple = findPlaceholders([preamble, sample, reasoning, ending].join("\n")).includes(PRINCIPLE_PLACE);
  if (chainOfThought !== "none" && reasoning.trim() === "") {
    problem(["template", "reasoning"], "A chain of thought needs a text that asks for the reasoning.");
  }
  if (namesPrinciple && constitution === null) {
    problem(["constitution"], `The template names {{${PRINCIPLE_PLACE}}}. Choose the constitution that it comes from.`);
  }
  if (!namesPrinciple && constitution !== null) {
    problem(
      ["template"],
      `A constitution fills {{${PRINCIPLE_PLACE}}}, which the template does not name: the judge would never see it.`,
    );
  }
  if (constitution?.use === "fixed" && constitution.principle === null) {
    problem(["constitution", "principle"], "Name the principle that is used.");
  }
}

function checkExample(spec: Checked, example: FewShotExample, index: number, problem: Problem): void {
  const at = (field: string) => ["fewShot", index, field];
  if (spec.chainOfThought !== "none" && example.rationale.trim() === "") {
    problem(at("rationale"), `Example ${index + 1} has no reasoning, and the judge has a chain of thought. Write its reasoning.`);
  }
  if (spec.template.kind === "score" && (example.scoreA === null || example.scoreB === null)) {
    problem(at("scoreA"), `Example ${index + 1} has no scores. This judge gives each response 1 to 10: say what these two get.`);
  }
}

/**
 * The example with which a prompt is longer than the model's context whatever is judged, with what it comes to; null when there is none,
 * or the context is not known. Counted at four characters a token, so that it speaks of what is far too long alone.
 */
export function findTooLong(
  {
    fewShot,
    chainOfThought,
    rationaleTokens,
    maxTokens,
  }: Pick<Checked, "fewShot" | "chainOfThought" | "rationaleTokens" | "maxTokens">,
  contextTokens: number | null,
): { path: (string | number)[]; message: string } | null {
  if (contextTokens === null) return null;
  const answer = maxTokens + (chainOfThought === "none" ? 0 : rationaleTokens);
  let tokens = answer;
  for (const [index, example] of fewShot.entries()) {
    const own = estimateTokens(example);
    tokens += own;
    if (tokens < contextTokens) continue;
    const what =
      own + answer >= contextTokens
        ? `Example ${index + 1} alone has about ${own} tokens`
        : `With example ${index + 1} the examples and the answer come to about ${tokens} tokens`;
    return {
      path: ["fewShot", index, "conversation"],
      message: `${what}, and the model takes ${contextTokens}. Shorten it or leave it out.`,
    };
  }
  return null;
}

/** About how many tokens an example adds to each prompt. */
function estimateTokens({ conversation, responseA, responseB, rationale }: FewShotExample): number {
  const asked = conversation.reduce((sum, { content }) => sum + content.length, 0);
  return Math.ceil((asked + responseA.length + responseB.length + rationale.length) / CHARACTERS_PER_TOKEN);
}
