import * as z from "zod";

/** Which comparisons a run labels. */
export const RunSampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("random"), n: z.int().min(1).max(10_000_000), seed: z.int().min(0).max(2_147_483_647) }),
]);
export type RunSampling = z.infer<typeof RunSampling>;

/** One order to a judge version. */
export const RunInput = z.strictObject({
  judgeVersionId: z.uuid(),
  criterionId: z.uuid(),
  /** Only comparisons of this round; null: of the whole project. */
  roundId: z.uuid().nullable().default(null),
  sampling: RunSampling,
  concurrency: z.int().min(1).max(64).optional(),
  /** The run pauses before it would pass this. */
  capMicroDollars: z.int().min(0).max(1e12).nullable().default(null),
});
export type RunInput = z.infer<typeof RunInput>;

/** What may be done to a run. */
export const RunAction = z.strictObject({ action: z.enum(["pause", "resume", "cancel", "retry"]) });
export type RunAction = z.infer<typeof RunAction>;

const Digits = z
  .string()
  .regex(/^\d{1,9}$/, "Give a whole number.")
  .transform(Number);

/** What a run would do, asked by address: without `n`, all comparisons. */
export const EstimateQuery = z
  .strictObject({
    project: z.string().max(100),
    judgeVersionId: z.uuid(),
    criterionId: z.uuid(),
    roundId: z.uuid().optional(),
    n: Digits.refine((n) => n >= 1, "At least 1.").optional(),
    seed: Digits.optional(),
  })
  .transform(({ n, seed, roundId, ...rest }) => ({
    ...rest,
    roundId: roundId ?? null,
    sampling: n === undefined ? ({ kind: "all" } as const) : ({ kind: "random", n, seed: seed ?? 1 } as const),
  }));

/** The form that starts a run: texts as they were typed. */
export const RunForm = z
  .strictObject({
    project: z.string().max(100),
    judgeVersionId: z.uuid(),
    criterionId: z.uuid("Choose a criterion."),
    /** Empty: the whole project. */
    roundId: z.union([z.literal(""), z.uuid()]),
    which: z.enum(["all", "random"]),
    n: z.string().optional(),
    seed: z.string().optional(),
    concurrency: z.string().regex(/^([1-9]|[1-5]\d|6[0-4])$/, "Give a number from 1 to 64."),
    /** Dollars; empty: no cap. */
    cap: z
      .string()
      .trim()
      .regex(/^(\d{1,6}(\.\d{1,6})?)?$/, "Give dollars, such as 5 or 0.50, or leave it empty."),
  })
  .transform(({ which, n, seed, roundId, cap, concurrency, ...rest }, context) => {
    const sample = which === "all" ? { n: 1, seed: 0 } : { n: toWhole(n, 1), seed: toWhole(seed, 0) };
    for (const [name, value] of Object.entries(sample)) {
      if (value === null) context.addIssue({ code: "custom", path: [name], message: "Give a whole number." });
    }
    return {
      ...rest,
      roundId: roundId === "" ? null : roundId,
      sampling:
        which === "all" ? ({ kind: "all" } as const) : ({ kind: "random", n: sample.n ?? 1, seed: sample.seed ?? 0 } as const),
      concurrency: Number(concurrency),
      capMicroDollars: cap === "" ? null : Math.round(Number(cap) * 1_000_000),
    };
  });

function toWhole(text: string | undefined, least: number): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? Number(text) : null;
}
