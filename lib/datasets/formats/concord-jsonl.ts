import type { ComparisonRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParsedPart, refuse, toId, toText } from "./format";

const COLUMNS: Record<string, ColumnUse> = {
  id: { becomes: "Id", how: "the source's own id; unique in the project" },
  prompt: { becomes: "Prompt", how: "a text, or messages with role and content" },
  responseA: { becomes: "Response A", how: "as it is" },
  responseB: { becomes: "Response B", how: "as it is" },
  modelA: { becomes: "Model of A", how: "hidden from annotators" },
  modelB: { becomes: "Model of B", how: "hidden from annotators" },
  cluster: { becomes: "Cluster", how: "what intervals resample together" },
  turnIndex: { becomes: "Turn", how: "which reply of its conversation" },
  metadata: { becomes: "Metadata", how: "kept as filters" },
  flags: { becomes: "Remarks", how: "kept beside the comparison" },
  labels: { becomes: "Labels", how: "by imported annotators, under their names here" },
};

/** The canonical file: one comparison a line, with its labels. */
export const concordJsonl: ImportFormat = {
  name: "concord-jsonl",
  title: "Concord JSONL: one comparison a row, with its labels",
  recognises: (row) => "prompt" in row && "responseA" in row && "responseB" in row,
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: "Refused", how: "not a field of this format; move it into metadata" },
};

function parse(row: Record<string, unknown>): ParsedPart {
  const notices: string[] = [];
  const candidate: Record<string, unknown> = { ...row };
  for (const column of ["responseA", "responseB"]) {
    const text = toText(row[column], column, notices);
    if (text !== null) candidate[column] = text;
  }
  candidate.prompt = toMessages(row.prompt, notices);
  if (row.id !== undefined) {
    const id = toId(row.id);
    if (id === null) return refuse("id", "The id is neither a text nor a number.", "Write the id as a text, or leave it out.");
    candidate.id = id;
  }
  const parsed = checked(candidate, notices);
  const doubled = parsed.kind === "comparison" ? findDoubledLabel(parsed.record) : null;
  if (doubled) return refuse("labels", doubled, 'Keep one of them, or number them with "repeat": 0, 1, ….');
  return parsed;
}

/** A prompt that is a text is one turn of the user. What is neither text nor messages is left for the schema to refuse. */
function toMessages(prompt: unknown, notices: string[]): unknown {
  const text = toText(prompt, "prompt", notices);
  if (text !== null) return [{ role: "user", content: text }];
  if (!Array.isArray(prompt)) return prompt;
  return prompt.map((message, index) => {
    if (typeof message !== "object" || message === null || !("content" in message)) return message;
    const content = toText(message.content, `prompt.${index}.content`, notices);
    return content === null ? message : { ...message, content };
  });
}

function findDoubledLabel(record: ComparisonRecord): string | null {
  const seen = new Set<string>();
  for (const label of record.labels ?? []) {
    const key = JSON.stringify([label.kind, label.annotator, label.criterion ?? null, label.repeat ?? 0]);
    if (seen.has(key)) return `The annotator "${label.annotator}" has two labels on one criterion.`;
    seen.add(key);
  }
  return null;
}

/** One line of the canonical file. Fields stand in a fixed order and absent ones are left out, so that equal records are equal bytes. */
export function toConcordLine(record: ComparisonRecord): string {
  return `${JSON.stringify({
    id: record.id,
    prompt: record.prompt.map(({ role, content }) => ({ role, content })),
    responseA: record.responseA,
    responseB: record.responseB,
    modelA: record.modelA,
    modelB: record.modelB,
    cluster: record.cluster,
    turnIndex: record.turnIndex,
    metadata: isEmpty(record.metadata) ? undefined : record.metadata,
    flags: record.flags?.length ? record.flags : undefined,
    labels: record.labels?.length ? record.labels.map(orderLabel) : undefined,
  })}\n`;
}

function orderLabel(label: NonNullable<ComparisonRecord["labels"]>[number]): Record<string, unknown> {
  return {
    annotator: label.annotator,
    kind: label.kind,
    criterion: label.criterion,
    score: label.score,
    strengthKnown: label.strengthKnown === false ? false : undefined,
    answer: label.answer,
    probabilityB: label.probabilityB,
    probabilityBClamped: label.probabilityBClamped,
    rationale: label.rationale,
    reason: label.reason,
    confidence: label.confidence,
    ratings: label.ratings && { kind: label.ratings.kind, a: label.ratings.a, b: label.ratings.b },
    durationMs: label.durationMs,
    idleMs: label.idleMs,
    hiddenMs: label.hiddenMs,
    submittedAt: label.submittedAt,
    order: label.order,
    orderConsistent: label.orderConsistent,
    callCount: label.callCount,
    round: label.round,
    repeat: label.repeat === 0 ? undefined : label.repeat,
    metadata: isEmpty(label.metadata) ? undefined : label.metadata,
  };
}

function isEmpty(value: Record<string, unknown> | undefined): boolean {
  return value === undefined || Object.keys(value).length === 0;
}
