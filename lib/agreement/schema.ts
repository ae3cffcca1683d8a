import * as z from "zod";
import { LABEL_FILTERS } from "./filter-schema";

/** How ties count: left out, half credit against a preference, or a category of their own. */
export const TIE_RULES = ["exclude", "half", "category"] as const;
/** What a judge's unreadable verdict counts as: nothing, a tie, or an answer that agrees with nobody's. */
export const INVALID_RULES = ["drop", "tie", "wrong"] as const;
/** Which groups a report speaks of. */
export const BETWEEN = ["human-human", "human-ai", "ai-ai", "all"] as const;

/** How intervals are made. */
export const INTERVALS = ["bootstrap", "anytime"] as const;

/** Tenths of a judge's confidence, by their lower ends. */
export const CONFIDENCES = [0.5, 0.6, 0.7, 0.8, 0.9] as const;

const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, `Write one of ${words.join(", ")}.`);
const whole = (least: number, most: number) => z.coerce.number("Write a whole number.").int().min(least).max(most);

/** What an agreement report is asked with; the defaults are those of the command line. */
export const AgreementOptions = z.strictObject({
  /** A criterion's key or id; the first one by default. */
  criterion: z.string().trim().min(1).max(200).optional(),
  ties: oneOf(TIE_RULES).default("exclude"),
  invalid: oneOf(INVALID_RULES).default("drop"),
  between: oneOf(BETWEEN).default("all"),
  /** How much better than a judge a person may be and still be replaced, for what a person costs more. In [0, 0.5]. */
  epsilon: z.coerce.number("Write a number such as 0.1.").min(0).max(0.5).default(0.1),
  /** Seeds the resampling. */
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(1),
  /** A round's number or id; all labels by default. */
  round: z.string().trim().min(1).max(100).optional(),
  /** How intervals are made: for one look (cluster bootstrap), or valid however often one looks while labels arrive. */
  intervals: oneOf(INTERVALS).default("bootstrap"),
  ...LABEL_FILTERS,
});
export type AgreementOptions = z.infer<typeof AgreementOptions>;

/**
 * What a list of comparisons begins with: labels that are furthest apart; people who are most split (the share of their pairs that differ); a judge who
 * is surest, or least sure (how far its probability is from one half).
 */
export const BEHIND_ORDERS = ["apart", "split", "sure", "unsure"] as const;

/**
 * How labels disagree. `opposite-strong`: A against B, both with strength 2 or more. `opposite-weak`: A against B, and no pair that is strong.
 * `tie`: a tie against a preference. `sure-split`: the judge gives one response 0.9 or more, and people do not all say the same. `orders`: the
 * judge names the response listed first (or second) in both orders of its prompt. `unreadable`: a verdict could not be read.
 */
export const DISAGREEMENT_KINDS = ["opposite-strong", "opposite-weak", "tie", "sure-split", "orders", "unreadable"] as const;
export type DisagreementKind = (typeof DISAGREEMENT_KINDS)[number];

const Cell = oneOf(["A", "tie", "B", "invalid"]);

/**
 * Which comparisons stand behind a number of a report: its options, whose pairs of labels it speaks of, and which of those it counted.
 * `humans`: all pairs of people. `judge`: a judge's or baseline's label (columns) with each person's (rows). `pair`: annotators `a` (rows)
 * and `b` (columns).
 */
export const BehindQuery = AgreementOptions.omit({ between: true, seed: true, epsilon: true, intervals: true })
  .extend({
    of: oneOf(["humans", "judge", "pair"]).default("humans"),
    judge: z.uuid().optional(),
    a: z.uuid().optional(),
    b: z.uuid().optional(),
    /** Only comparisons with a pair of labels that agree, or that do not. Half credit is neither. */
    outcome: oneOf(["agree", "disagree"]).optional(),
    /** Only pairs with these categories, or these signed scores. */
    row: Cell.optional(),
    column: Cell.optional(),
    rowScore: whole(-4, 4).optional(),
    columnScore: whole(-4, 4).optional(),
    /** Only pairs whose row label (among people: either label) has this strength. */
    strength: whole(1, 4).optional(),
    /** Only pairs whose column label (a judge's) has a probability of B in this tenth: 0 is [0, 0.1), 9 [0.9, 1]. */
    bin: whole(0, 9).optional(),
    /** Only pairs whose column label is this sure: max(p, 1 − p) from here on, and below there; 1 holds 1. */
    sureFrom: z.coerce.number("Write a number such as 0.9.").min(0.5).max(1).optional(),
    sureBelow: z.coerce.number("Write a number such as 0.9.").min(0.5).max(1).optional(),
    /** All comparisons with this many people's labels, whatever they say. */
    people: whole(0, 1000).optional(),
    /** Only comparisons on which the judge's two prompt orders went this way; its labels do not matter then. */
    position: oneOf(["consistent", "first", "second", "other"]).optional(),
    /** Only comparisons whose labels disagree in this way, whatever else is asked of a pair of labels. */
    kind: oneOf(DISAGREEMENT_KINDS).optional(),
    /** Stands in the prompt, in a response or in the source's id, whatever its case. */
    q: z
      .string()
      .trim()
      .max(200)
      .refine((text) => !text.includes("\0"), "A text cannot hold the character NUL.")
      .optional(),
    /** What comes first; see `BEHIND_ORDERS`. */
    sort: oneOf(BEHIND_ORDERS).default("apart"),
    /** Where the page before ends, as `next` of that page says: how far apart its last comparison is, and its id. */
    after: z
      .string()
      .regex(/^[0-8]\.[0-9a-f-]{36}$/, "Take it from the page before.")
      .optional(),
    limit: whole(1, 200).default(50),
  })
  .superRefine((query, context) => {
    const needed = query.of === "judge" ? (["judge"] as const) : query.of === "pair" ? (["a", "b"] as const) : [];
    for (const path of needed) {
      if (query[path] === undefined)
        context.addIssue({ code: "custom", path: [path], message: `Name an annotator by its id: of=${query.of} needs it.` });
    }
    if ((query.sort === "sure" || query.sort === "unsure") && query.of !== "judge") {
      context.addIssue({ code: "custom", path: ["sort"], message: "Only a judge is sure or not: add of=judge and judge=ID." });
    }
    if (query.position !== undefined && query.of !== "judge") {
      context.addIssue({
        code: "custom",
        path: ["position"],
        message: "Only a judge has two prompt orders: add of=judge and judge=ID.",
      });
    }
  });
export type BehindQuery = z.infer<typeof BehindQuery>;
