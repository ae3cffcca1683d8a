import * as z from "zod";

const Markdown = z
  .string()
  .trim()
  .max(20_000, "Write at most 20,000 characters.")
  .refine((text) => text.isWellFormed() && !text.includes("\0"), "Contains a character that cannot be stored.");

/** What is asked of each response by itself: not at all, a Likert number, harmful or not, or Llama 2's safety bin. */
export const RatingsKind = z.enum(["off", "likert7", "likert10", "harmful", "llama2-safety"]);
export type RatingsKind = z.infer<typeof RatingsKind>;

/** Whether people say why: never, if they like, or before an answer counts. */
export const RationaleRule = z.enum(["off", "optional", "required"]);
export type RationaleRule = z.infer<typeof RationaleRule>;

/**
 * What annotators are asked beside the preference, and what they are told: `Project.labelling`, copied into `Round.labelling` when a round
 * opens and fixed from then on. `{}` is a project that never changed it.
 */
export const Labelling = z.strictObject({
  rationale: RationaleRule.default("optional"),
  /** How sure they are, 1 to 5, with each preference. */
  confidence: z.boolean().default(false),
  /** Whether they may write a better version of a response (HH-RLHF, appendix D.2). */
  edits: z.boolean().default(false),
  /** Asked once a comparison, and kept with the answer to the round's first question. */
  ratings: RatingsKind.default("off"),
  /** Whether they see their own agreement with gold and repeats while the round is open. */
  showsOwnResults: z.boolean().default(false),
  /** Markdown that is shown before the first comparison; "" for none. */
  contentWarning: Markdown.default(""),
  /** Markdown that is agreed to before the first comparison; "" for none. */
  consent: Markdown.default(""),
});
export type Labelling = z.infer<typeof Labelling>;

/** Settings as the database keeps them, `null` of a round that was opened before there were any. @throws ZodError: they are written by us alone. */
export function toLabelling(stored: unknown): Labelling {
  return Labelling.parse(stored ?? {});
}

/** The part of the settings that the annotator's page is built by. */
export type AskedLabelling = Pick<Labelling, "rationale" | "confidence" | "edits" | "ratings">;

/** A tick of a form: "on", or absent. */
const Tick = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

const FormText = z
  .string()
  .transform((text) => text.replaceAll("\r\n", "\n"))
  .pipe(Markdown);

/** The settings as their form sends them. */
export const LabellingForm = z.strictObject({
  rationale: RationaleRule,
  ratings: RatingsKind,
  confidence: Tick,
  edits: Tick,
  showsOwnResults: Tick,
  contentWarning: FormText,
  consent: FormText,
});
