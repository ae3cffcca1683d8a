import * as z from "zod";
import { Cap, Dollars } from "@/lib/money/schema";

const hasNoNul = (text: string) => !text.includes("\0") && text.isWellFormed();
const UNSTORABLE = "Contains a character that cannot be stored.";

/** Of which comparisons, as the filters of the dataset's list; all of them must hold. */
export const RunFilter = z.strictObject({
  /** Stands in the prompt, in a response or in the source's id, whatever its case. */
  q: z.string().trim().min(1).max(200, "At most 200 characters.").refine(hasNoNul, UNSTORABLE).optional(),
  /** The import that they came with. */
  dataset: z.uuid("No import has this id.").optional(),
  /** One of the two responses is this model's. */
  model: z.string().trim().min(1).max(200, "At most 200 characters.").refine(hasNoNul, UNSTORABLE).optional(),
  /** "name=value": what the file said of them. */
  meta: z
    .array(
      z
        .string()
        .max(300, "At most 300 characters.")
        .regex(/^[^=]+=./s, "Write a name, an equals sign and a value, such as category=code.")
        .refine(hasNoNul, UNSTORABLE),
    )
    .max(5, "At most five conditions.")
    .optional(),
});
export type RunFilter = z.infer<typeof RunFilter>;

/**
 * Only some of them, by their labels on the run's criterion: those that people have not labelled, those that this version has not labelled,
 * those on which people differ among themselves, those on which some version of this judge differs from some person.
 */
export const RunOnly = z.enum(["people-lack", "judge-lacks", "people-disagree", "judge-disagrees"]);
export type RunOnly = z.infer<typeof RunOnly>;

const scope = { filter: RunFilter.optional(), only: RunOnly.optional() };

/** Which comparisons a run labels: all of its scope, or a random sample of it. */
export const RunSampling = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all"), ...scope }),
  z.strictObject({
    kind: z.literal("random"),
    n: z.int().min(1).max(10_000_000),
    seed: z.int().min(0).max(2_147_483_647),
    ...scope,
  }),
]);
export type RunSampling = z.infer<typeof RunSampling>;

const NO_CALLS = "A cap of 0 would let the run make no call. Leave it out for no cap, or give a number above 0.";

/** One order to a judge version. */
export const RunInput = z.strictObject({
  judgeVersionId: z.uuid(),
  criterionId: z.uuid(),
  /** Only comparisons of this round; null: of the whole project. */
  roundId: z.uuid().nullable().default(null),
  sampling: RunSampling,
  concurrency: z.int().min(1).max(64).optional(),
  /** The run pauses before it would pass this. */
  capMicroDollars: z.int().min(1, NO_CALLS).max(1e12).nullable().default(null),
  /** Calls that it may make, failed ones too; needed where the model has no price. */
  capCalls: z.int().min(1, NO_CALLS).max(1_000_000_000).nullable().default(null),
  /** Its requests leave as a file and its answers come back as one. */
  isBatch: z.boolean().default(false),
});
export type RunInput = z.infer<typeof RunInput>;

/** Where a run stops. */
export const RunCaps = RunInput.pick({ capMicroDollars: true, capCalls: true }).required();
export type RunCaps = z.infer<typeof RunCaps>;

/** What may be done to a run. `retry` tries its failed calls again, or those alone that failed in one way. */
export const RunAction = z.discriminatedUnion("action", [
  z.strictObject({ action: z.enum(["pause", "resume", "cancel"]) }),
  z.strictObject({ action: z.literal("retry"), kind: z.string().max(40).optional() }),
  z.strictObject({ action: z.literal("caps"), ...RunCaps.shape }),
]);
export type RunAction = z.infer<typeof RunAction>;

/** What may stand in an address or a form beside the round and the sample; empty texts are left out. */
const scopeTexts = {
  q: z.string().optional(),
  dataset: z.string().optional(),
  model: z.string().optional(),
  /** One condition a line. */
  meta: z.string().optional(),
  only: z.union([z.literal(""), RunOnly]).optional(),
};

type ScopeTexts = z.infer<z.ZodObject<typeof scopeTexts>>;

function toScope({ q, dataset, model, meta, only }: ScopeTexts, context: z.RefinementCtx): Pick<RunSampling, "filter" | "only"> {
  const given = { q, dataset, model, meta: meta?.split("\n").filter((line) => line !== "") };
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value.length > 0));
  const parsed = RunFilter.safeParse(filled);
  for (const issue of parsed.error?.issues ?? [])
    context.addIssue({ code: "custom", path: issue.path.slice(0, 1), message: issue.message });
  return {
    ...(parsed.data && Object.keys(parsed.data).length > 0 ? { filter: parsed.data } : {}),
    ...(only ? { only } : {}),
  };
}

const Digits = z
  .string()
  .regex(/^\d{1,9}$/, "Give a whole number.")
  .transform(Number);

const Concurrency = z.string().regex(/^([1-9]|[1-5]\d|6[0-4])$/, "Give a number from 1 to 64.");

/** What a run would do, asked by address: without `n`, all comparisons. */
export const EstimateQuery = z
  .strictObject({
    project: z.string().max(100),
    judgeVersionId: z.uuid(),
    criterionId: z.uuid(),
    roundId: z.uuid().optional(),
    n: Digits.refine((n) => n >= 1, "At least 1.").optional(),
    seed: Digits.optional(),
    concurrency: Concurrency.optional(),
    ...scopeTexts,
  })
  .transform(({ project, judgeVersionId, criterionId, n, seed, roundId, concurrency, ...texts }, context) => {
    const scope = toScope(texts, context);
    return {
      project,
      judgeVersionId,
      criterionId,
      roundId: roundId ?? null,
      sampling: n === undefined ? { kind: "all" as const, ...scope } : { kind: "random" as const, n, seed: seed ?? 1, ...scope },
      ...(concurrency === undefined ? {} : { concurrency: Number(concurrency) }),
    };
  });

/** The form that starts a run: texts as they were typed. */
export const RunForm = z
  .strictObject({
    project: z.string().max(100),
    judgeVersionId: z.uuid(),
    criterionId: z.uuid("Choose a criterion."),
    /** Empty: the whole project. */
    roundId: z.union([z.literal(""), z.uuid()]),
    ...scopeTexts,
    which: z.enum(["all", "random"]),
    n: z.string().optional(),
    seed: z.string().optional(),
    concurrency: Concurrency,
    /** Dollars; empty: no cap. */
    cap: Dollars.pipe(Cap),
    /** Calls; empty: no cap. */
    capCalls: z
      .string()
      .trim()
      .regex(/^\d{0,9}$/, "Give a whole number, or leave it empty.")
      .refine((text) => text === "" || Number(text) > 0, NO_CALLS),
    /** A ticked box. */
    isBatch: z.literal("on").optional(),
  })
  .transform(({ project, judgeVersionId, criterionId, which, n, seed, roundId, ...rest }, context) => {
    const sample = which === "all" ? { n: 1, seed: 0 } : { n: toWhole(n, 1), seed: toWhole(seed, 0) };
    for (const [name, value] of Object.entries(sample)) {
      if (value === null) context.addIssue({ code: "custom", path: [name], message: "Give a whole number." });
    }
    const { concurrency, cap, capCalls, isBatch, ...texts } = rest;
    const scope = toScope(texts, context);
    return {
      project,
      judgeVersionId,
      criterionId,
      roundId: roundId === "" ? null : roundId,
      sampling:
        which === "all"
          ? { kind: "all" as const, ...scope }
          : { kind: "random" as const, n: sample.n ?? 1, seed: sample.seed ?? 0, ...scope },
      concurrency: Number(concurrency),
      capMicroDollars: cap,
      capCalls: capCalls === "" ? null : Number(capCalls),
      isBatch: isBatch === "on",
    };
  });

function toWhole(text: string | undefined, least: number): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text.trim()) && Number(text) >= least ? Number(text) : null;
}
