import * as z from "zod";

const MICRO = 1_000_000;
/** No sum of money here is larger: a million dollars. */
const MOST_MICRO_DOLLARS = 1e12;

/** Dollars as they are typed, "5" or "0.50", as whole micro-dollars; empty is null. */
export const Dollars = z
  .string()
  .trim()
  .regex(/^(\d{1,6}(\.\d{1,6})?)?$/, "Give dollars, such as 5 or 0.50, or leave it empty.")
  .transform((text) => (text === "" ? null : Math.round(Number(text) * MICRO)));

/** A cap on money: a cap of 0 would stop everything before it began. */
export const Cap = z
  .int()
  .min(1, "A cap of 0 would let no call be made. Leave it empty for no cap, or give an amount above 0.")
  .max(MOST_MICRO_DOLLARS, "Give at most a million dollars.")
  .nullable();

const Model = z
  .string()
  .trim()
  .min(1, "Give the model's name, as its judges write it.")
  .max(200, "At most 200 characters.")
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.");

const PricePart = z.int().min(0).max(MOST_MICRO_DOLLARS, "Give at most a million dollars for a million tokens.");

/** A line of the price table. */
export const PriceInput = z.strictObject({
  model: Model,
  /** Null: at every endpoint of the project. */
  endpointId: z.uuid().nullable().default(null),
  inputMicroDollarsPerMillion: PricePart,
  outputMicroDollarsPerMillion: PricePart,
  /** When it begins; null: now. */
  validFrom: z.date().nullable().default(null),
});
export type PriceInput = z.infer<typeof PriceInput>;

const Needed = Dollars.refine((micro) => micro !== null, "Give dollars for a million tokens; 0 for a model that costs nothing.");

/** The form of a price: dollars and a day, as typed. */
export const PriceForm = z
  .strictObject({
    project: z.string().max(100),
    model: Model,
    endpointId: z.union([z.literal(""), z.uuid()]),
    input: Needed,
    output: Needed,
    /** A day, in UTC; empty: from now on. */
    from: z.union([z.literal(""), z.iso.date("Write a day as 2026-11-25, or leave it empty.")]),
  })
  .transform(({ endpointId, input, output, from, ...rest }) => ({
    ...rest,
    endpointId: endpointId === "" ? null : endpointId,
    inputMicroDollarsPerMillion: input ?? 0,
    outputMicroDollarsPerMillion: output ?? 0,
    validFrom: from === "" ? null : new Date(`${from}T00:00:00Z`),
  }));

/** What a project may spend, and what an hour of its people's work costs. */
export const MoneyInput = z.strictObject({
  capMicroDollars: Cap,
  dailyCapMicroDollars: Cap,
  hourlyRateMicroDollars: z.int().min(0).max(MOST_MICRO_DOLLARS).nullable(),
});
export type MoneyInput = z.infer<typeof MoneyInput>;

/** The form of it: dollars as typed; empty is none. */
export const MoneyForm = z
  .strictObject({ project: z.string().max(100), cap: Dollars.pipe(Cap), dailyCap: Dollars.pipe(Cap), hourlyRate: Dollars })
  .transform(({ project, cap, dailyCap, hourlyRate }) => ({
    project,
    capMicroDollars: cap,
    dailyCapMicroDollars: dailyCap,
    hourlyRateMicroDollars: hourlyRate,
  }));

/** What the address of the costs page may say; what cannot be read is left out. */
export const CostsView = z.object({ criterion: z.string().max(100).optional().catch(undefined) });
