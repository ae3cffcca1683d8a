import * as z from "zod";

/** How many labels of a comparison become one answer. */
export const AGGREGATE_METHODS = ["majority", "dawid-skene", "one-coin", "mace", "glad", "crowdlab"] as const;
/** Whose labels take part. A judge is among them only where it is asked for. */
export const AGGREGATE_BY = ["human", "ai", "all"] as const;
/** Whether a tie is an answer of its own. */
export const AGGREGATE_TIES = ["category", "exclude"] as const;

const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, `Write one of ${words.join(", ")}.`);

/** What an aggregation is asked with; the defaults are those of the command line. */
export const AggregateOptions = z.strictObject({
  /** A criterion's key or id; the first one by default. */
  criterion: z.string().trim().min(1).max(200).optional(),
  method: oneOf(AGGREGATE_METHODS).default("majority"),
  by: oneOf(AGGREGATE_BY).default("human"),
  /** Of CROWDLAB alone: the judge whose probabilities stand beside people's labels; an annotator's name or id, or a judge's name. */
  judge: z.string().trim().min(1).max(200).optional(),
  ties: oneOf(AGGREGATE_TIES).default("category"),
  /** A round's number or id; all labels by default. */
  round: z.string().trim().min(1).max(100).optional(),
  /** Seeds MACE's beginnings. */
  seed: z.coerce.number("Write a whole number.").int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
});
export type AggregateOptions = z.infer<typeof AggregateOptions>;

/** What the route takes beside: a page of comparisons. Without both the whole document comes. */
export const AggregateQuery = AggregateOptions.extend({
  after: z.uuid("Take it from `next` of the page before.").optional(),
  limit: z.coerce.number("Write a whole number.").int().min(1).max(5000).optional(),
});
export type AggregateQuery = z.infer<typeof AggregateQuery>;

/** What the address of the page of the consensus may say: CROWDLAB's judge is the one with most probabilities. */
export const ConsensusView = AggregateOptions.omit({ seed: true, judge: true });
export type ConsensusView = z.infer<typeof ConsensusView>;

/** The options of a page: with CROWDLAB whose votes count is given, so the rest of an address is no mistake. */
export function toOptions(view: ConsensusView): AggregateOptions {
  return AggregateOptions.parse(view.method === "crowdlab" ? { ...view, by: "human", ties: "exclude" } : view);
}
