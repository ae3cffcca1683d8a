import * as z from "zod";
import { EXPORT_FORMATS, EXPORT_PACKINGS, WHOLE_FORMATS } from "./schema";

/** Whose preferences become rows. */
export const EXPORT_SOURCES = ["human", "ai", "mixed", "consensus"] as const;
/** How people's labels of a comparison become one answer. */
export const EXPORT_METHODS = ["majority", "dawid-skene", "one-coin", "mace", "glad"] as const;
/** What a row's margin is. */
export const MARGINS = ["strength", "llama2-small", "llama2-large", "signed-score", "table"] as const;
/** Columns of a row beside prompt, chosen and rejected, in the order in which they stand. */
export const EXPORT_FIELDS = [
  "score",
  "margin",
  "probability_chosen",
  "strength_known",
  "annotator_kind",
  "annotator",
  "comparison",
  "chosen_model",
  "rejected_model",
  "criterion",
  "conversation",
  "round",
  "order",
  "submitted_at",
  "rationale",
  "length_diff",
  "weight",
] as const;
export type ExportField = (typeof EXPORT_FIELDS)[number];
/** The columns without a choice; weights join them where rows have any. */
export const USUAL_FIELDS: readonly ExportField[] = EXPORT_FIELDS.slice(0, 9);

const oneOf = <const T extends readonly string[]>(words: T) => z.enum(words, `Write one of ${words.join(", ")}.`);
const number = (least: number, most: number) => z.coerce.number("Write a number.").min(least).max(most);
const whole = (least: number, most: number) => z.coerce.number("Write a whole number.").int().min(least).max(most);
const text = (most: number) => z.string().trim().min(1).max(most);

const ExportFields = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** How the file is packed: as its format says, compressed with gzip, or its rows as Parquet with typed columns. */
  packing: oneOf(EXPORT_PACKINGS).default("plain"),
  /** Key of the criterion; left out: the project's first. `concord-jsonl` holds all criteria. */
  criterion: text(100).optional(),

  /** Rows: people's labels of this round alone (number or id), and judges' labels on its comparisons. */
  round: text(100).optional(),
  /** People by name or id, with commas between them. */
  annotators: text(2000).optional(),
  origin: oneOf(["here", "imported"] as const).optional(),
  /** A value of the comparisons' metadata: of the key `category`, or of another one as key=value. */
  category: text(2000).optional(),
  /** Place in the conversation, from 1. */
  turn: whole(1, 32_767).optional(),
  /** Only comparisons that chance put into a round. */
  slice: oneOf(["all", "random"] as const).default("all"),
  /** People's labels given on these days, both included, UTC. */
  from: z.iso.date("Write a day such as 2026-11-25.").optional(),
  to: z.iso.date("Write a day such as 2026-11-25.").optional(),
  adjudicated: oneOf(["either", "only", "without"] as const).default("either"),
  /** Comparisons that a judge of this export was shown as examples. */
  examples: oneOf(["leave-out", "keep"] as const).default("leave-out"),

  /**
   * Whose preferences: each person's label, one judge's, both (one row a comparison: people's consensus where there are labels of people, else the
   * judge), or the answer that stands. `concord-jsonl` holds all labels.
   */
  source: oneOf(EXPORT_SOURCES).default("human"),
  /** The judge's version by its annotator's name or id; needed when the project has several. */
  judge: text(300).optional(),
  /** Of `mixed`: the judge answers this criterion and people the other one, as in Constitutional AI: rows of both. */
  judgeCriterion: text(100).optional(),
  method: oneOf(EXPORT_METHODS).default("majority"),

  /** People's labels below this strength are left out, 1 to 4; left out: what the scale leaves out in HH-RLHF, nothing elsewhere. */
  minStrength: whole(1, 4).optional(),
  /** Labels with |p − ½| below this are left out, in [0, 0.5]: of a judge's raw probability. */
  minConfidence: number(0, 0.5).optional(),
  ties: oneOf(["leave-out", "keep", "both-orders"] as const).default("leave-out"),
  /** "Both bad" says of neither that it is better. */
  bothBad: oneOf(["leave-out", "tie"] as const).default("leave-out"),
  /** A judge whose orders contradict: no row, a tie, or the side that its mean probability is on. */
  unsettled: oneOf(["leave-out", "tie", "average"] as const).default("leave-out"),

  /** `probability_chosen`: a judge's as it was, clamped as its version says, or not at all. */
  soft: oneOf(["raw", "clamped", "none"] as const).default("raw"),
  margin: oneOf(MARGINS).default("strength"),
  /** Of `margin: table`: the margins of strengths 1, 2, 3 and 4. */
  marginTable: z.array(z.coerce.number("Write four numbers.").min(0).max(1000)).optional(),
  /** `weight`: one over the chance by which a round took the comparison. */
  weights: oneOf(["none", "inverse-probability"] as const).default("none"),

  /** Share of prompts (or conversations) that go into the test file, in [0, 0.9]. */
  test: number(0, 0.9).default(0),
  seed: whole(0, Number.MAX_SAFE_INTEGER).default(1),
  /** What is never on both sides: a conversation with all its prompts, or a prompt alone. */
  splitBy: oneOf(["conversation", "prompt"] as const).default("conversation"),
  /** One row of equal rows, or one of all rows with the same prompt. */
  deduplicate: oneOf(["none", "rows", "prompts"] as const).default("none"),
  /** Columns beside prompt, chosen and rejected. */
  fields: z.array(oneOf(EXPORT_FIELDS)).optional(),
});

/** What an export takes; the document that the page, the API, the command and the manifest share. */
export const ExportInput = ExportFields.superRefine((input, context) => {
  const wrong = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (input.format !== "trl" && input.ties !== "leave-out")
    wrong("ties", "Only trl lets ties be chosen: the other formats have a row for them or leave ties out.");
  if (input.format !== "trl" && input.fields !== undefined)
    wrong("fields", "Only trl has columns to choose: the columns of the other formats are fixed.");
  if (input.format !== "trl" && input.weights !== "none") wrong("weights", "Only trl has a column for weights.");
  if (input.margin === "table" && input.marginTable?.length !== 4)
    wrong("marginTable", "Give four margins: of strengths 1, 2, 3 and 4.");
  if (input.judgeCriterion !== undefined && input.source !== "mixed")
    wrong("judgeCriterion", "Only source=mixed takes people's and the judge's labels of two criteria.");
  if (input.from !== undefined && input.to !== undefined && input.from > input.to)
    wrong("to", "The last day is before the first one.");
});
export type ExportInput = z.infer<typeof ExportInput>;
export type ExportInputDraft = z.input<typeof ExportInput>;

/** What an address or a command line says, with lists in place of texts that have commas between their parts. */
export function splitLists(given: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, isList(name) ? value.split(",").map((part) => part.trim()) : value]),
  );
}

function isList(name: string): boolean {
  return name === "fields" || name === "marginTable";
}

/** Whether a format holds every label, whoever gave it. */
export function isWholeFormat(format: ExportInput["format"]): boolean {
  return WHOLE_FORMATS.has(format);
}

/** What orders an export; with a note it becomes the next version of the project's released dataset. */
export const ExportOrder = z.strictObject({
  spec: ExportInput,
  release: z.strictObject({ note: z.string().trim().max(2000) }).optional(),
});

/** The names of the choices, as they stand in an address. */
export const EXPORT_NAMES = Object.keys(ExportFields.shape) as (keyof ExportInput)[];
