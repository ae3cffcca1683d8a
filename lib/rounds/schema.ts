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

/** A round as its form sends it; `open` opens it at once. */
export const RoundForm = z
  .strictObject({
    project: z.string().max(100),
    roundId: z.union([z.uuid(), z.literal("")]),
    intent: z.enum(["save", "open"]),
    name: z.string(),
    criterionIds: z.array(z.string()).default([]),
    userIds: z.array(z.string()).default([]),
    overlap: z.coerce.number("Give a whole number."),
    sampling: z.string(),
    n: z.coerce.number("Give a whole number.").optional(),
    order: z.string(),
    seed: z.coerce.number("Give a whole number."),
  })
  .transform(({ project, roundId, intent, sampling, n, ...settings }) => ({
    project,
    roundId,
    intent,
    settings: { ...settings, sampling: sampling === "random" ? { kind: sampling, n } : { kind: sampling } },
  }))
  .pipe(
    z.strictObject({
      project: z.string(),
      roundId: z.string(),
      intent: z.enum(["save", "open"]),
      settings: RoundInput,
    }),
  );

/** What a round comes to before anything is written. */
export interface RoundSize {
  comparisons: number;
  /** Exactly how many assignments opening it makes. */
  assignments: number;
  /** How many each person gets: loads differ by at most one. */
  least: number;
  most: number;
  /** On average, comparisons that two given people both label. */
  sharedByPair: number;
}

/** What opening a round would make. */
export function toRoundSize(plan: { available: number; sampling: Sampling; overlap: number; people: number }): RoundSize {
  const { available, sampling, overlap, people } = plan;
  const comparisons = sampling.kind === "random" ? Math.min(sampling.n, available) : available;
  const assignments = comparisons * overlap;
  const pairs = (people * (people - 1)) / 2;
  return {
    comparisons,
    assignments,
    least: people === 0 ? 0 : Math.floor(assignments / people),
    most: people === 0 ? 0 : Math.ceil(assignments / people),
    sharedByPair: pairs === 0 ? 0 : (comparisons * overlap * (overlap - 1)) / 2 / pairs,
  };
}
