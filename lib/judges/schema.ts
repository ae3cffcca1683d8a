import * as z from "zod";
import { EndpointInput } from "./endpoint-schema";
import { NEEDED_PLACEHOLDERS, PLACEHOLDERS } from "./prompt/placeholders";
import { TEMPLATES } from "./prompt/presets";
import { findPlaceholders } from "./prompt/substitute";
import type { JudgeTemplate, TemplateName } from "./types";

const storable = (text: string) => !text.includes("\0") && text.isWellFormed();
const Line = (most: number) =>
  z
    .string()
    .trim()
    .min(1, "Cannot be empty.")
    .max(most, `At most ${most} characters.`)
    .refine(storable, "Contains a character that cannot be stored.");
const Paragraphs = (most: number) =>
  z.string().max(most, `At most ${most} characters.`).refine(storable, "Contains a character that cannot be stored.");

const OwnTemplate = z
  .strictObject({
    /** Which response the text asks for; "criterion": what the criterion asks of people. */
    asks: z.enum(["criterion", "better", "worse"]),
    preamble: Paragraphs(20_000),
    sample: Paragraphs(20_000),
    ending: Paragraphs(5_000),
  })
  .superRefine((template, context) => {
    const named = findPlaceholders([template.preamble, template.sample, template.ending].join("\n"));
    const missing = NEEDED_PLACEHOLDERS.filter((place) => !named.includes(place));
    const unknown = named.filter((place) => !PLACEHOLDERS.some((known) => known === place));
    if (missing.length > 0) {
      context.addIssue({
        code: "custom",
        message: `The template must name ${missing.map((place) => `{{${place}}}`).join(", ")}: without it the judge does not see what it judges.`,
      });
    }
    if (unknown.length > 0) {
      context.addIssue({
        code: "custom",
        message: `The template names ${unknown.map((place) => `{{${place}}}`).join(", ")}, which has no value. Known are ${PLACEHOLDERS.map((place) => `{{${place}}}`).join(", ")}.`,
      });
    }
  });

const TEMPLATE_NAMES = ["rlaif-base", "rlaif-detailed", "harmless-base", "harmless-detailed"] as const satisfies TemplateName[];
const TemplateNameSchema = z.enum(TEMPLATE_NAMES);

const Word = z
  .string()
  .trim()
  .max(12)
  .regex(/^[\p{L}\p{N}]+$/u, "An answer is one word or number.");

const settings = {
  /** The name of one of Concord's templates, or the text itself. What is stored is always the text. */
  template: z
    .union([TemplateNameSchema.transform((name): JudgeTemplate => TEMPLATES[name]), OwnTemplate], {
      error: `Give the name of a template (${TEMPLATE_NAMES.join(", ")}) or an object with asks, preamble, sample and ending.`,
    })
    .default(() => TEMPLATES["rlaif-detailed"]),
  /** Sends the preamble as a system message of its own. */
  preambleAsSystem: z.boolean().default(false),
  /** The words that the judge answers with. */
  answers: z
    .strictObject({ first: Word, second: Word })
    .refine(({ first, second }) => first.toLowerCase() !== second.toLowerCase(), "The two answers must differ.")
    .default({ first: "1", second: "2" }),
  /** Both orders, or one of them. One order brings the bias of its side into the label. */
  orders: z.enum(["both", "AB", "BA"]).default("both"),
  /** "logprobs": from the answer tokens where the endpoint gives them, else from the parsed answer. "parsed": never asks for them. */
  softLabel: z.enum(["logprobs", "parsed"]).default("logprobs"),
  topLogprobs: z.int().min(2).max(20).default(20),
  /** Verdicts whose answer tokens hold less probability are invalid. In [0, 1]. */
  minCoverage: z.number().min(0).max(1).default(0),
  temperature: z.number().min(0).max(2).nullable().default(0),
  seed: z.int().min(0).max(2_147_483_647).nullable().default(null),
  maxTokens: z.int().min(1).max(4096).default(4),
  /** |p − ½| up to this is a tie. In [0, 0.5). */
  tieBand: z.number().min(0).lt(0.5).default(0),
  /** What stands when the two orders name different responses. */
  onContradiction: z.enum(["average", "tie", "none"]).default("average"),
  limits: z
    .strictObject({
      /** Calls in flight at once. */
      concurrency: z.int().min(1).max(64).default(4),
      timeoutSeconds: z.int().min(1).max(600).default(120),
      /** Tries of one call before it counts as failed. */
      attempts: z.int().min(1).max(20).default(6),
    })
    .prefault({}),
  /** Micro-dollars per million tokens; null when unknown. */
  price: z
    .strictObject({
      inputMicroDollarsPerMillion: z.int().min(0).max(1e12),
      outputMicroDollarsPerMillion: z.int().min(0).max(1e12),
    })
    .nullable()
    .default(null),
};

const Hardening = z.enum(["on", "off"]);

/** The settings of a judge version, as they are stored. What is not said there meant what is the default here. */
export const JudgeSpec = z.strictObject({
  ...settings,
  /** "on": texts stand between delimiters of their own and cannot pass for the prompt; "off": the papers' prompt to the letter. */
  hardening: Hardening.default("off"),
});
export type JudgeSpec = z.infer<typeof JudgeSpec>;

/** A judge as a document: the same for the editor, the command line and the API. */
export const JudgeDocument = z.strictObject({
  name: Line(80),
  /** The name of one of the project's endpoints, or an endpoint to be made. */
  endpoint: z.union([Line(80), EndpointInput], {
    error: "Give the name of one of the project's endpoints, or an object with name and baseUrl.",
  }),
  model: Line(200),
  ...settings,
  hardening: Hardening.default("on"),
});
export type JudgeDocument = z.infer<typeof JudgeDocument>;

/** The rules that label without a model. */
export const BaselineRule = z.enum(["longer", "first"]);
export type BaselineRule = z.infer<typeof BaselineRule>;

/** What the address of a judge's page may say; what cannot be read is left out. */
export const JudgeView = z.object({
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  comparison: z.uuid().optional().catch(undefined),
  order: z.enum(["AB", "BA"]).catch("AB"),
});
export type JudgeView = z.infer<typeof JudgeView>;
