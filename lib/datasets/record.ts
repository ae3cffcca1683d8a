import * as z from "zod";
import { StoredRatings } from "@/lib/ratings/schema";
import type { RowProblem } from "./schema";

/** The longest line or list element that is read, in bytes. */
export const MAX_ROW_BYTES = 8 * 1024 * 1024;

const short = (most: number) => z.string().min(1).max(most);

/** One turn of a prompt. */
export const MessageRecord = z.strictObject({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string(),
});
export type MessageRecord = z.infer<typeof MessageRecord>;

/** Answers of the canonical file that carry no score. */
export const RECORD_ANSWERS = ["skip", "unsure", "both_bad", "unsettled", "invalid"] as const;

const LabelFields = z.strictObject({
  annotator: short(200),
  kind: z.enum(["HUMAN", "AI", "BASELINE"]),
  /** Key of the criterion; left out: the project's first. */
  criterion: short(100).optional(),
  /** −4 (A far better) … +4 (B far better), 0 a tie; always about better. */
  score: z.int().min(-4).max(4).optional(),
  strengthKnown: z.boolean().optional(),
  answer: z.enum(RECORD_ANSWERS).optional(),
  /** A judge's probability that B is better, in [0, 1]. */
  probabilityB: z.number().min(0).max(1).optional(),
  probabilityBClamped: z.number().min(0).max(1).optional(),
  rationale: z.string().optional(),
  reason: z.string().optional(),
  /** The annotator's own confidence, 1 to 5. */
  confidence: z.int().min(1).max(5).optional(),
  /** Of each response by itself, beside the preference. */
  ratings: StoredRatings.optional(),
  durationMs: z.int().min(0).max(2_147_483_647).optional(),
  idleMs: z.int().min(0).max(2_147_483_647).optional(),
  /** With the page out of view. */
  hiddenMs: z.int().min(0).max(2_147_483_647).optional(),
  submittedAt: z.iso.datetime({ offset: true }).optional(),
  /** Judges: which orders were asked. */
  order: z.enum(["AB", "BA", "both"]).optional(),
  orderConsistent: z.boolean().optional(),
  callCount: z.int().min(0).max(2_147_483_647).optional(),
  /** The round it was given in, by its name there. */
  round: short(300).optional(),
  /** Which of several labels of one annotator on one comparison this is, from 0. */
  repeat: z.int().min(0).max(32_767).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

/** One annotator's judgement inside a comparison of the canonical file. */
export const LabelRecord = LabelFields.superRefine((label, context) => {
  const judged = label.score !== undefined || label.probabilityB !== undefined;
  if (label.answer === undefined && !judged) {
    context.addIssue({ code: "custom", message: "A label needs a score, a probabilityB or an answer." });
  }
  if (label.answer !== undefined && label.score !== undefined) {
    context.addIssue({ code: "custom", message: `A label with the answer "${label.answer}" has no score.`, path: ["score"] });
  }
  if (label.kind === "HUMAN" && label.probabilityB !== undefined) {
    context.addIssue({ code: "custom", message: "Only AI and BASELINE labels have a probabilityB.", path: ["probabilityB"] });
  }
  if (label.strengthKnown === false && label.score !== undefined && ![-2, 0, 2].includes(label.score)) {
    context.addIssue({
      code: "custom",
      message: "A label whose strength is not known has the score −2, 0 or +2.",
      path: ["score"],
    });
  }
});
export type LabelRecord = z.infer<typeof LabelRecord>;

/** One comparison with its labels: the canonical record that every format is turned into and written from. */
export const ComparisonRecord = z.strictObject({
  /** The source's own id, unique in the project. */
  id: short(512).optional(),
  prompt: z.array(MessageRecord).max(10_000),
  responseA: z.string(),
  responseB: z.string(),
  modelA: short(300).optional(),
  modelB: short(300).optional(),
  /** What is resampled together in intervals; left out: the prompt. */
  cluster: short(512).optional(),
  /** From 1: which reply of its conversation this is. */
  turnIndex: z.int().min(1).max(1_000_000).optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  /** Remarks of an importer, such as "histories part". */
  flags: z.array(short(100)).max(20).optional(),
  labels: z.array(LabelRecord).max(10_000).optional(),
});
export type ComparisonRecord = z.infer<typeof ComparisonRecord>;

/** Turns what Zod found in a row into problems for the report. At most five: a row that is wrong in kind is wrong everywhere. */
export function toRowProblems(error: z.ZodError): RowProblem[] {
  return error.issues.slice(0, 5).map((issue) => ({
    column: issue.path.map(String).join("."),
    reason: reasonOf(issue),
    mend: mendOf(issue),
  }));
}

function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys")
    return `Unknown ${issue.keys.length === 1 ? "field" : "fields"}: ${issue.keys.join(", ")}.`;
  if (issue.code === "invalid_type") {
    return issue.message.endsWith("received undefined")
      ? "It is missing."
      : `It should be ${issue.expected === "int" ? "a whole number" : `of type ${issue.expected}`}.`;
  }
  if (issue.code === "invalid_value") return `It should be one of ${issue.values.map(String).join(", ")}.`;
  if (issue.code === "too_small") return issue.origin === "string" ? "It is empty." : `It is below ${issue.minimum}.`;
  if (issue.code === "too_big") {
    return issue.origin === "string" ? `It is longer than ${issue.maximum} characters.` : `It is above ${issue.maximum}.`;
  }
  if (issue.code === "invalid_format") return "It should be a time such as 2026-05-01T10:00:00Z.";
  return issue.message;
}

function mendOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "Move it into metadata, which may hold anything, or remove it.";
  if (issue.code === "custom") return "See the canonical file's description of labels.";
  return "Correct it in the file and import the file again; rows that are stored already are not stored twice.";
}
