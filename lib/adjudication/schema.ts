import * as z from "zod";

const Steps = z.int("Give a whole number.").min(1, "Give 1 to 8 steps.").max(8, "Give 1 to 8 steps.");

/**
 * Which comparisons come before the adjudicators: `Project.adjudication`. A comparison comes for any reason that is set; one for which a
 * second opinion was asked always comes. `{}` is a project that never changed it.
 */
export const AdjudicationRule = z.strictObject({
  /** People prefer different responses; a tie and "both bad" are directions of their own. */
  direction: z.boolean().default(true),
  /** People's signed scores lie this many steps apart or more; null: never for that. */
  spread: Steps.nullable().default(null),
  /** No direction has more people than every other. */
  noMajority: z.boolean().default(false),
  /** A judge prefers another direction than most people: any judge, one of them by its annotator's id, or never for that. */
  judge: z.union([z.enum(["none", "any"]), z.uuid()]).default("none"),
  /** An annotator's flag on it is open. */
  flagged: z.boolean().default(false),
});
export type AdjudicationRule = z.infer<typeof AdjudicationRule>;

/** A rule as the database keeps it. @throws ZodError: rules are written by us alone. */
export function toAdjudicationRule(stored: unknown): AdjudicationRule {
  return AdjudicationRule.parse(stored ?? {});
}

const Tick = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** The rule as its form sends it; no number of steps: never for that. */
export const AdjudicationRuleForm = z
  .strictObject({
    direction: Tick,
    spread: z.union([z.literal("").transform(() => null), z.coerce.number("Give a whole number.").pipe(Steps)]),
    noMajority: Tick,
    judge: AdjudicationRule.shape.judge,
    flagged: Tick,
  })
  .refine((rule) => rule.direction || rule.spread !== null || rule.noMajority || rule.judge !== "none" || rule.flagged, {
    path: [],
    message: "Choose at least one reason, or nothing would ever come before an adjudicator.",
  });

/** What the adjudicator's list shows. */
export const AdjudicateQuery = z.strictObject({
  /** A criterion's key; the first one by default. */
  criterion: z.string().trim().min(1).max(200).optional(),
  show: z.enum(["open", "second", "settled"]).default("open"),
  /** The last one of the page before: its size of disagreement and its id. */
  after: z
    .string()
    .regex(/^\d(\.\d+)?:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
});
export type AdjudicateQuery = z.infer<typeof AdjudicateQuery>;

/** Comparisons that the adjudicators shall answer on a criterion, by its key. */
export const AdjudicationRequest = z.strictObject({
  criterion: z.string().trim().min(1).max(200),
  comparisonIds: z
    .array(z.uuid(), "Choose at least one comparison.")
    .min(1, "Choose at least one comparison.")
    .max(1000, "Choose at most 1,000 comparisons."),
});
export type AdjudicationRequest = z.infer<typeof AdjudicationRequest>;

const common = {
  /** Made by the sender, once for each answer; sent again, it changes nothing. */
  id: z.uuidv7(),
  comparisonId: z.uuid(),
  criterionId: z.uuid(),
  rationale: z
    .string()
    .trim()
    .min(1, "Say why; whoever reads the result will want to know.")
    .max(10_000, "Write at most 10,000 characters.")
    .refine((text) => text.isWellFormed() && !text.includes("\0"), "Contains a character that cannot be stored."),
  /** Somebody else shall answer too. */
  wantsSecond: z.boolean(),
  /** The newest answer that the sender had before them; null: none. */
  seen: z.uuid().nullable(),
};

/** A final answer as the browser sends it: signed, positive for B, whatever the criterion asks for. */
export const AdjudicationInput = z.discriminatedUnion("answer", [
  z.strictObject({ ...common, answer: z.literal("PREFERENCE"), score: z.int().min(-4).max(4) }),
  z.strictObject({ ...common, answer: z.enum(["BOTH_BAD", "UNSURE"]), score: z.null() }),
]);
export type AdjudicationInput = z.infer<typeof AdjudicationInput>;
