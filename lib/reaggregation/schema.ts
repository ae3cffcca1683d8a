import * as z from "zod";

/** How stored calls become labels. Each setting may differ from the judge version's own. */
export const ReaggregationRule = z.strictObject({
  orders: z.enum(["both", "AB", "BA"]),
  /** The first n samples of each call; null: all. */
  samples: z.int().min(1).max(64).nullable(),
  /** Keys of the constitution's principles that count; null: all. */
  principles: z.array(z.string().min(1).max(200)).min(1).max(200).nullable(),
  aggregation: z.enum(["mean", "vote"]),
  /** |p − ½| up to this is a tie. In [0, 0.5). */
  tieBand: z.number("Give a number.").min(0, "Not below 0.").lt(0.5, "Below 0.5."),
  onContradiction: z.enum(["average", "tie", "none"]),
  clamp: z
    .strictObject({
      low: z.number("Give a number.").min(0, "Not below 0.").max(0.5, "At most 0.5."),
      high: z.number("Give a number.").min(0.5, "At least 0.5.").max(1, "At most 1."),
    })
    .nullable(),
});
export type ReaggregationRule = z.infer<typeof ReaggregationRule>;

/** A whole aggregation of a judge's calls: the same spec gives the same labels as long as the calls are the same. */
export const ReaggregationSpec = ReaggregationRule.extend({
  kind: z.literal("judge"),
  judgeVersionId: z.uuid(),
  criterionId: z.uuid(),
});
export type ReaggregationSpec = z.infer<typeof ReaggregationSpec>;

/** The name under which an aggregation is stored. */
export const AggregationName = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80, "At most 80 characters.")
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.");

const Text = z.string().trim().max(20).optional();

/**
 * What a form or an address says of a rule: texts, as they were typed. What is left out is as the version has it; `principles` are keys with
 * commas between them, an empty text means all, an empty bound no clamp.
 */
export const RuleTexts = z.object({
  criterion: z.string().max(200).optional(),
  orders: Text,
  samples: Text,
  principles: z.string().max(20_000).optional(),
  aggregation: Text,
  tieBand: Text,
  onContradiction: Text,
  clampLow: Text,
  clampHigh: Text,
});
export type RuleTexts = z.infer<typeof RuleTexts>;

/** The form that stores an aggregation. */
export const StoreForm = RuleTexts.extend({
  project: z.string().max(100),
  judgeId: z.uuid(),
  version: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
  name: AggregationName,
});
