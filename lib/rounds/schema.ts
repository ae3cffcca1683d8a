import * as z from "zod";

/** How many comparisons a browser may fetch ahead. */
export const LONGEST_QUEUE = 20;

/** The query of `GET /api/rounds/{round}/queue` and `/labels`. */
export const QueueQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LONGEST_QUEUE).default(LONGEST_QUEUE),
  /** A `next` from an earlier answer. */
  after: z.coerce.number().int().min(-1).max(2_147_483_647).optional(),
});
export type QueueQuery = z.infer<typeof QueueQuery>;

/** Which comparisons a round takes. */
export const Sampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({
    kind: z.literal("random"),
    n: z.int("Give a whole number.").min(1, "Draw at least one comparison.").max(1_000_000),
  }),
]);
export type Sampling = z.infer<typeof Sampling>;

/** What a new round is made from. */
export const RoundInput = z.strictObject({
  name: z.string().trim().min(1, "Give the round a name.").max(120, "Write at most 120 characters."),
  criterionIds: z.array(z.uuid()).min(1, "Choose at least one criterion."),
  /** Members of the project who label, by their user ids. */
  userIds: z.array(z.uuid()).min(1, "Choose at least one person."),
  overlap: z.int("Give a whole number.").min(1, "Each comparison needs at least one person.").max(100),
  sampling: Sampling,
  order: z.enum(["RANDOM", "DATASET"]),
  /** Seeds the sample, the order and the sides. */
  seed: z.int("Give a whole number.").min(0).max(2_147_483_647),
});
export type RoundInput = z.infer<typeof RoundInput>;
