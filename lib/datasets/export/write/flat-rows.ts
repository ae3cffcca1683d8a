import type { ExportedComparison } from "@/lib/datasets/export/read-comparisons";
import { type AnnotatorNames, toRecord } from "@/lib/datasets/export/to-record";
import type { LabelRecord } from "@/lib/datasets/record";
import { columns, type ExportRow } from "./columns";

/** A label a row, with all of its comparison; one row without a label where there is none. Reading it again gives the same. */
export const FLAT_COLUMNS = columns(
  "comparison:text",
  "prompt:prompt",
  "response_a:text",
  "response_b:text",
  "model_a:text",
  "model_b:text",
  "cluster:text",
  "turn:integer",
  "flags:texts",
  "metadata:json",
  "annotator:text",
  "annotator_kind:text",
  "criterion:text",
  "answer:text",
  "score:integer",
  "strength_known:boolean",
  "probability_b:double",
  "rationale:text",
  "reason:text",
  "confidence:integer",
  "duration_ms:integer",
  "submitted_at:time",
  "round:text",
  "repeat:integer",
  "label_details:json",
);

/** The rows of one comparison. */
export function toFlatRows(
  comparison: ExportedComparison,
  names: AnnotatorNames,
  criteria: ReadonlyMap<string, string>,
): ExportRow[] {
  const { labels = [], ...record } = toRecord(comparison, names, criteria);
  const shared = [
    record.id ?? comparison.id,
    record.prompt,
    record.responseA,
    record.responseB,
    record.modelA ?? null,
    record.modelB ?? null,
    record.cluster ?? null,
    record.turnIndex ?? null,
    record.flags && record.flags.length > 0 ? record.flags : null,
    filled(record.metadata),
  ];
  return labels.length === 0
    ? [[...shared, ...Array<null>(FLAT_COLUMNS.length - shared.length).fill(null)]]
    : labels.map((label) => [...shared, ...toCells(label)]);
}

function toCells({ annotator, kind, criterion, answer, score, strengthKnown, probabilityB, ...label }: LabelRecord): unknown[] {
  const { rationale, reason, confidence, durationMs, submittedAt, round, repeat, ...details } = label;
  return [
    annotator,
    kind,
    criterion ?? null,
    answer ?? null,
    score ?? null,
    strengthKnown ?? null,
    probabilityB ?? null,
    rationale ?? null,
    reason ?? null,
    confidence ?? null,
    durationMs ?? null,
    submittedAt ?? null,
    round ?? null,
    repeat ?? null,
    filled(details),
  ];
}

/** An object without what is not there; null when nothing is left. */
function filled(value: object | undefined): object | null {
  const left = Object.entries(value ?? {}).filter(([key, each]) => each !== undefined && !(key === "metadata" && isEmpty(each)));
  return left.length === 0 ? null : Object.fromEntries(left);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
