import * as z from "zod";
import { checkSpec } from "@/lib/judges/spec/check-spec";
import { ConstitutionUse } from "@/lib/judges/spec/constitution-use-schema";
import { FewShotSet } from "@/lib/judges/spec/few-shot-schema";
import { Template } from "@/lib/judges/spec/template-schema";
import { Line } from "@/lib/judges/spec/text-schema";
import { EndpointInput } from "./endpoint-schema";
import { TEMPLATES } from "./prompt/presets";

const Word = z
  .string()
  .trim()
  .max(12)
  .regex(/^[\p{L}\p{N}]+$/u, "An answer is one word or number.");

/** The clamp of Constitutional AI's chains of thought, whose probabilities lie near 0 and 1. */
const PAPER_CLAMP = { low: 0.4, high: 0.6 };

const settings = {
  template: Template.default(() => TEMPLATES["rlaif-detailed"]),
  /** Sends the preamble as a system message of its own. */
  preambleAsSystem: z.boolean().default(false),
  /** The principles that fill the template's {{principle}}; null: none. */
  constitution: ConstitutionUse.nullable().default(null),
  fewShot: FewShotSet,
  /**
   * "two-step": a rationale is written and becomes part of the prompt, then the answer is asked for (RLAIF). "constitutional": the judge
   * reasons in its own turn, then is asked for the answer (Constitutional AI).
   */
  chainOfThought: z.enum(["none", "two-step", "constitutional"]).default("none"),
  /** At most so many tokens of reasoning. */
  rationaleTokens: z.int().min(16).max(8192).default(512),
  /** The words that the judge answers with. */
  answers: z
    .strictObject({ first: Word, second: Word })
    .refine(({ first, second }) => first.toLowerCase() !== second.toLowerCase(), "The two answers must differ.")
    .default({ first: "1", second: "2" }),
  /** Both orders, or one of them. One order brings the bias of its side into the label. */
  orders: z.enum(["both", "AB", "BA"]).default("both"),
  /** How often each call is asked: self-consistency with a chain of thought, a share of answers without. */
  samples: z.int().min(1).max(64).default(1),
  /** "logprobs": from the answer tokens where the endpoint gives them, else from the answers. "parsed": never asks for them. */
  softLabel: z.enum(["logprobs", "parsed"]).default("logprobs"),
  topLogprobs: z.int().min(2).max(20).default(20),
  /** Verdicts whose answer tokens hold less probability are invalid. In [0, 1]. */
  minCoverage: z.number().min(0).max(1).default(0),
  /** Of the reasoning where there is one, else of the answer. Null: the endpoint's own. */
  temperature: z.number().min(0).max(2).nullable().default(0),
  /** Null: the endpoint's own. */
  topP: z.number().gt(0, "Above 0.").max(1).nullable().default(null),
  /** Sample i is asked with seed + i, so that samples differ. */
  seed: z.int().min(0).max(2_147_483_000).nullable().default(null),
  maxTokens: z.int().min(1).max(4096).default(4),
  /** How verdicts are put together: their mean, or the share of votes of each verdict's own preference. */
  aggregation: z.enum(["mean", "vote"]).default("mean"),
  /** |p − ½| up to this is a tie. In [0, 0.5). */
  tieBand: z.number().min(0).lt(0.5).default(0),
  /** What stands when the two orders name different responses. */
  onContradiction: z.enum(["average", "tie", "none"]).default("average"),
  /** Bounds of the soft label that exports train on; the raw one is kept beside it. Left out: 0.40 to 0.60 for "constitutional", else none. */
  clamp: z
    .strictObject({ low: z.number().min(0).max(0.5), high: z.number().min(0.5).max(1) })
    .nullable()
    .optional(),
  limits: z
    .strictObject({
      /** Calls in flight at once. */
      concurrency: z.int().min(1).max(64).default(4),
      timeoutSeconds: z.int().min(1).max(600).default(120),
      /** Tries of one call before it counts as failed. */
      attempts: z.int().min(1).max(20).default(6),
      /** How many tokens the model takes in and gives out together; null: not known. */
      contextTokens: z.int().min(64).max(100_000_000).nullable().default(null),
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
export const JudgeSpec = z
  .strictObject({
    ...settings,
    /** "on": texts stand between delimiters of their own and cannot pass for the prompt; "off": the papers' prompt to the letter. */
    hardening: Hardening.default("off"),
  })
  .superRefine(checkSpec)
  .transform(withClamp);
export type JudgeSpec = z.infer<typeof JudgeSpec>;

/** A judge as a document: the same for the editor, the command line and the API. */
export const JudgeDocument = z
  .strictObject({
    name: Line(80),
    /** The name of one of the project's endpoints, or an endpoint to be made. */
    endpoint: z.union([Line(80), EndpointInput], {
      error: "Give the name of one of the project's endpoints, or an object with name and baseUrl.",
    }),
    model: Line(200),
    ...settings,
    hardening: Hardening.default("on"),
  })
  .superRefine(checkSpec)
  .transform(withClamp);
export type JudgeDocument = z.infer<typeof JudgeDocument>;

/** The clamp of a judge that names none. */
export function usualClamp(chainOfThought: string): { low: number; high: number } | null {
  return chainOfThought === "constitutional" ? PAPER_CLAMP : null;
}

function withClamp<T extends { chainOfThought: string; clamp?: { low: number; high: number } | null | undefined }>(spec: T) {
  return { ...spec, clamp: spec.clamp === undefined ? usualClamp(spec.chainOfThought) : spec.clamp };
}

/** The rules that label without a model. */
export const BaselineRule = z.enum(["longer", "first"]);
export type BaselineRule = z.infer<typeof BaselineRule>;

/** What the address of a judge's page may say; what cannot be read is left out. */
export const JudgeView = z.object({
  version: z.coerce.number().int().min(1).optional().catch(undefined),
  comparison: z.uuid().optional().catch(undefined),
  principle: z.uuid().optional().catch(undefined),
  order: z.enum(["AB", "BA"]).catch("AB"),
  /** Of the editor: comparisons to begin with as examples, with commas between their ids. */
  chosen: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(32))
    .catch([])
    .default([]),
});
export type JudgeView = z.infer<typeof JudgeView>;

/** Which comparison is wanted as an example: its id, or the id that its source gave it. */
export const ExampleQuery = z.strictObject({ comparison: Line(500) });
export type ExampleQuery = z.infer<typeof ExampleQuery>;
