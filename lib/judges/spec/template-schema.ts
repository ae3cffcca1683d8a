import * as z from "zod";
import { ANSWER_PLACE, knownPlaces, neededPlaces } from "@/lib/judges/prompt/placeholders";
import { TEMPLATES } from "@/lib/judges/prompt/presets";
import { findPlaceholders } from "@/lib/judges/prompt/substitute";
import type { JudgeTemplate, TemplateName } from "@/lib/judges/types";
import { Paragraphs } from "./text-schema";

/** The answer alone. */
export const PLAIN_ANSWER = `{{${ANSWER_PLACE}}}`;

/** The parts that a prompt is made of. */
const PARTS = ["preamble", "sample", "reasoning", "ending"] as const;

const OwnTemplate = z
  .strictObject({
    /** "pairwise" and "multiple-choice" name one of two responses, "score" gives each response 1 to 10 by itself. */
    kind: z.enum(["pairwise", "multiple-choice", "score"]).default("pairwise"),
    /** Which response the text asks for; "criterion": what the criterion asks of people. */
    asks: z.enum(["criterion", "better", "worse"]),
    preamble: Paragraphs(20_000),
    sample: Paragraphs(20_000),
    /** What asks for reasoning, where the version has a chain of thought. */
    reasoning: Paragraphs(5_000).default(""),
    ending: Paragraphs(5_000),
    /** How an example's answer is written after its ending. */
    answer: Paragraphs(100).default(PLAIN_ANSWER),
  })
  .superRefine((template, context) => {
    const refuse = (message: string, path: string[]) => context.addIssue({ code: "custom", message, path });
    const missing = neededPlaces(template.kind).filter((place) => !PARTS.some((part) => names(template[part], place)));
    const known = knownPlaces(template.kind);
    if (missing.length > 0) {
      refuse(`The template must name ${toList(missing)}: without it the judge does not see what it judges.`, ["sample"]);
    }
    for (const part of PARTS) {
      const unknown = findPlaceholders(template[part]).filter((place) => !known.includes(place));
      if (unknown.length === 0) continue;
      refuse(`The template names ${toList(unknown)}, which has no value. Known are ${toList(known)}.`, [part]);
    }
    const inAnswer = findPlaceholders(template.answer);
    if (inAnswer.length !== 1 || inAnswer[0] !== ANSWER_PLACE) {
      refuse(`Write where the answer stands: {{${ANSWER_PLACE}}}, and no other place.`, ["answer"]);
    }
  });

function names(text: string, place: string): boolean {
  return findPlaceholders(text).includes(place);
}

function toList(places: readonly string[]): string {
  return places.map((place) => `{{${place}}}`).join(", ");
}

const TEMPLATE_NAMES = [
  "rlaif-base",
  "rlaif-detailed",
  "helpful-base",
  "helpful-detailed",
  "harmless-base",
  "harmless-detailed",
  "summary-base",
  "summary-detailed",
  "constitutional",
  "score-helpful",
  "score-harm",
  "score-summary",
] as const satisfies TemplateName[];

/** The name of one of Concord's templates, or the text itself. What is stored is always the text. */
export const Template = z.union([z.enum(TEMPLATE_NAMES).transform((name): JudgeTemplate => TEMPLATES[name]), OwnTemplate], {
  error: `Give the name of a template (${TEMPLATE_NAMES.join(", ")}) or an object with asks, preamble, sample and ending.`,
});
