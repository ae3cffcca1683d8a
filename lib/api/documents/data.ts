import * as z from "zod";
import { OwnId, Time, Word } from "@/lib/api/parts";
import { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { AnnotatorKind } from "./figure";

/** One line of the canonical file; see docs/api.md. */
export const CanonicalLine = z
  .object(ComparisonRecord.shape)
  .meta({ id: "CanonicalLine", description: "A comparison with its labels, as `concord-jsonl` holds it." });

/** A comparison in a list: its id here, beside the canonical record. */
export const ComparisonEntry = z
  .object({ comparisonId: z.uuid(), ...ComparisonRecord.shape })
  .meta({ id: "Comparison", description: "The canonical record with the comparison's id here." });
export type ComparisonEntry = z.infer<typeof ComparisonEntry>;

const counted = z.int().min(0);

/** What became of a body of comparisons. */
export const ImportDocument = z
  .object({
    format: z.string(),
    rows: counted,
    new: counted,
    duplicate: counted.meta({ description: "Comparisons that were there already; their new labels are added." }),
    labels: z.strictObject({ new: counted, duplicate: counted }),
    refused: z.array(z.strictObject({ row: z.int(), column: z.string(), reason: z.string(), mend: z.string() })),
    refusedCount: counted,
    notices: z.array(z.strictObject({ row: z.int(), message: z.string() })),
    noticeCount: counted,
    bytes: counted,
    sha256: z.string(),
    dryRun: z.boolean(),
    stored: z.boolean(),
    datasetId: z.uuid().nullable(),
  })
  .meta({ id: "ImportReport", description: "The first 1,000 refused rows are named; `refusedCount` counts all." });
export type ImportDocument = z.infer<typeof ImportDocument>;

const { score, strengthKnown, answer, probabilityB, durationMs, submittedAt, repeat, metadata } = LabelRecord.shape;

/** A label that a program writes for a comparison that is there. */
export const OwnLabel = z
  .strictObject({
    id: OwnId,
    comparison: z.uuid().optional().meta({ description: "The comparison's id here; or give `externalId`." }),
    externalId: Word(512).optional().meta({ description: "The source's own id of the comparison." }),
    annotator: Word(200).meta({ description: "A name; an annotator of this name and kind is made where there is none." }),
    kind: AnnotatorKind,
    criterion: Word(100).optional().meta({ description: "Its key; left out: the project's first." }),
    score,
    strengthKnown,
    answer,
    probabilityB,
    rationale: z.string().max(100_000).optional(),
    reason: z.string().max(10_000).optional(),
    durationMs,
    submittedAt,
    repeat,
    metadata,
  })
  .superRefine((label, context) => {
    const { id: _id, comparison, externalId, ...rest } = label;
    if ((comparison === undefined) === (externalId === undefined))
      context.addIssue({ code: "custom", path: ["comparison"], message: "Give one of comparison and externalId." });
    // Of the canonical label only what its fields say together: each by itself is checked above.
    for (const issue of LabelRecord.safeParse(rest).error?.issues ?? [])
      if (issue.code === "custom") context.addIssue({ code: "custom", path: issue.path.slice(), message: issue.message });
    if (!isStorable(label))
      context.addIssue({ code: "custom", message: "Contains a character that cannot be stored (NUL or half a pair)." });
  })
  .meta({ id: "NewLabel" });
export type OwnLabel = z.infer<typeof OwnLabel>;

/** What became of one label. */
export const LabelAnswerLine = z
  .strictObject({
    row: z.int().meta({ description: "Its place in the request, from 1." }),
    id: z.string(),
    status: z.enum(["stored", "known", "refused"]),
    code: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: "LabelAcknowledgement", description: "`known`: the same id with the same body was stored before." });
export type LabelAnswerLine = z.infer<typeof LabelAnswerLine>;

/** A label as it is read. */
export const LabelEntry = z
  .strictObject({
    id: z.uuid(),
    comparison: z.uuid(),
    externalId: z.string().nullable(),
    criterion: z.string(),
    annotatorId: z.uuid(),
    annotator: z.string(),
    kind: AnnotatorKind,
    answer: z.enum(["PREFERENCE", "SKIP", "UNSURE", "BOTH_BAD", "UNSETTLED", "INVALID"]),
    score: z.int().nullable().meta({ description: "−4 (A far better) to +4 (B far better), 0 a tie; null unless a preference." }),
    strengthKnown: z.boolean(),
    probabilityB: z.number().nullable(),
    probabilityBClamped: z.number().nullable(),
    orderConsistent: z.boolean().nullable(),
    rationale: z.string().nullable(),
    reason: z.string().nullable(),
    confidence: z.int().nullable(),
    durationMs: z.int().nullable(),
    idleMs: z.int().nullable(),
    round: z.int().nullable().meta({ description: "Its number." }),
    repeat: z.int(),
    submittedAt: Time,
    metadata: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: "Label" });
export type LabelEntry = z.infer<typeof LabelEntry>;

/** Whoever has labelled or may label. */
export const AnnotatorEntry = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    kind: AnnotatorKind,
    origin: z.enum(["HERE", "IMPORTED"]),
    judge: z.strictObject({ id: z.uuid(), name: z.string(), version: z.int() }).nullable(),
    labels: counted,
  })
  .meta({ id: "Annotator" });
export type AnnotatorEntry = z.infer<typeof AnnotatorEntry>;

/** Whether PostgreSQL can hold every text in a value. */
function isStorable(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, each]) => isStorable(key) && isStorable(each));
}
