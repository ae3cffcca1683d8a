import * as z from "zod";

/** PostgreSQL keeps no NUL in a text, so none can be searched for. */
function hasNoNul(text: string): boolean {
  return !text.includes("\0");
}

const NO_PLACE = "This is no place in the list; go on from its first page.";

const MetaCondition = z
  .string()
  .max(300)
  .regex(/^[^=]+=./s, "Write a name, an equals sign and a value, such as category=code.")
  .refine(hasNoNul, "A text cannot hold the character NUL.");

/** Which comparisons the dataset page shows, and from where. */
export const BrowseQuery = z.strictObject({
  /** Stands in the prompt, in a response or in the source's id, whatever its case. */
  q: z.string().trim().max(200).refine(hasNoNul, "A text cannot hold the character NUL.").optional(),
  /** "name=value": what the file said of the comparison. All of them must hold. */
  meta: z
    .preprocess((asked) => [asked].flat().filter((each) => each !== "" && each !== undefined), z.array(MetaCondition).max(5))
    .optional(),
  /** Models that wrote a response; of two both must have. */
  model: z
    .preprocess(
      (asked) => [asked].flat().filter((each) => each !== "" && each !== undefined),
      z.array(z.string().max(300).refine(hasNoNul, "A text cannot hold the character NUL.")).max(2),
    )
    .optional(),
  /** The import that it came with. */
  dataset: z.uuid("No import has this id; choose one from the filter.").optional(),
  /** "addressed": a text of it speaks to a judge. */
  only: z.enum(["withdrawn", "flagged", "addressed"]).optional(),
  /** Newest first unless it says so. */
  order: z.literal("oldest").optional(),
  /** The comparison after which, or before which, the page begins. */
  after: z.uuid(NO_PLACE).optional(),
  before: z.uuid(NO_PLACE).optional(),
});
export type BrowseQuery = z.infer<typeof BrowseQuery>;

/** The import whose refused rows are open. */
export const RefusedQuery = z.strictObject({ refused: z.uuid().optional() });

/** Takes a comparison out of everything that is counted, exported and asked. */
export const WithdrawInput = z.strictObject({
  project: z.string().min(1).max(100),
  comparisonId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1, "Say why: whoever meets the comparison later reads it.")
    .max(500, "Say it in at most 500 characters.")
    .refine(hasNoNul, "A text cannot hold the character NUL."),
});
export type WithdrawInput = z.infer<typeof WithdrawInput>;

/** Takes a withdrawn comparison back in. */
export const RestoreInput = WithdrawInput.omit({ reason: true });
export type RestoreInput = z.infer<typeof RestoreInput>;
