import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId } from "./format";
import { readPrompt } from "./messages";
import { models, sideOnly } from "./pair";
import { toName } from "./values";

// AnnotatedPairs 1 and 2, of Inverse Constitutional AI and Feedback Forensics: one document with annotators (people, columns, principles) and
// comparisons that say what each of them prefers. https://github.com/rdnfn/icai (src/inverse_cai/data/annotated_pairs_format.py)

const COLUMNS: Record<string, ColumnUse> = {
  id: { becomes: "Id", how: "unique in the project" },
  prompt: { becomes: "Prompt", how: "the user's message; none is allowed" },
  response_a: { becomes: "Response A and its model", how: "as it is" },
  response_b: { becomes: "Response B and its model", how: "as it is" },
  text_a: { becomes: "Response A", how: "as it is" },
  text_b: { becomes: "Response B", how: "as it is" },
  annotations: { becomes: "Labels", how: "one an annotator; a principle counts as a judge that a model spoke for" },
  metadata: { becomes: "Metadata", how: "kept as filters" },
};

/** The AnnotatedPairs document: every annotator's preference on every pair. */
export const annotatedPairs: ImportFormat = {
  name: "annotated-pairs",
  title: "AnnotatedPairs: one document with annotators and their preferences",
  recognises: (row) =>
    isObject(row.annotations) && (("response_a" in row && "response_b" in row) || ("text_a" in row && "text_b" in row)),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const a = readResponse(row.response_a ?? row.text_a);
  const b = readResponse(row.response_b ?? row.text_b);
  if (a === null) return refuse("response_a", "It has no text.", 'Write { "text": "…", "model": "…" }.');
  if (b === null) return refuse("response_b", "It has no text.", 'Write { "text": "…", "model": "…" }.');
  const prompt = row.prompt === null || row.prompt === undefined ? [] : readPrompt(row.prompt);
  if (prompt === null) return refuse("prompt", "It is neither a text nor a conversation.", "Write a text, messages, or null.");
  const labels: LabelRecord[] = [];
  const columns: string[] = [];
  for (const [id, annotation] of Object.entries(isObject(row.annotations) ? row.annotations : {})) {
    const column = `annotations.${id}`;
    const label = readAnnotation(id, annotation, context);
    if (label === null)
      return refuse(
        column,
        `The preference is ${JSON.stringify(isObject(annotation) ? (annotation.pref ?? null) : annotation)}.`,
        "Write a, b, tie, or null with a no_pref_reason.",
      );
    labels.push(label);
    columns.push(column);
  }
  const id = toId(row.id);
  const {
    id: _id,
    prompt: _prompt,
    response_a: _a,
    response_b: _b,
    text_a: _ta,
    text_b: _tb,
    annotations: _annotations,
    metadata,
    ...others
  } = row;
  const kept = { ...(isObject(metadata) ? metadata : {}), ...others };
  const record: ComparisonRecord = {
    prompt,
    responseA: a.text,
    responseB: b.text,
    ...models(a.model, b.model),
    ...(id !== null && { id }),
    ...(Object.keys(kept).length > 0 && { metadata: kept }),
    labels,
  };
  return checked(record, [], columns);
}

function readResponse(value: unknown): { text: string; model: string | undefined } | null {
  if (typeof value === "string") return { text: value, model: undefined };
  if (!isObject(value) || typeof value.text !== "string") return null;
  return { text: value.text, model: toName(value.model, 300) };
}

function readAnnotation(id: string, annotation: unknown, context: ParseContext): LabelRecord | null {
  if (!isObject(annotation)) return null;
  const { annotator, kind, about } = findAnnotator(id, context);
  const label: LabelRecord = { annotator, kind, ...(about && { metadata: about }) };
  const pref = annotation.pref === null || annotation.pref === undefined ? null : String(annotation.pref).toLowerCase();
  if (pref === "a" || pref === "text_a") return { ...label, ...sideOnly("A") };
  if (pref === "b" || pref === "text_b") return { ...label, ...sideOnly("B") };
  if (pref === "tie") return { ...label, ...sideOnly("tie") };
  if (pref !== null && pref !== "none") return null;
  const reason = typeof annotation.no_pref_reason === "string" ? annotation.no_pref_reason : "not_applicable";
  return { ...label, answer: reason === "invalid" ? "invalid" : "skip", reason };
}

/** Who an annotator is, by what the document says of it before its comparisons. */
function findAnnotator(
  id: string,
  context: ParseContext,
): { annotator: string; kind: LabelRecord["kind"]; about?: Record<string, unknown> } {
  const annotators = context.document?.get("annotators");
  const metadata = context.document?.get("metadata");
  const about = isObject(annotators) && isObject(annotators[id]) ? annotators[id] : {};
  const type = String(about.type ?? "unknown");
  const isPrinciple = type === "principle";
  const name = toName(isPrinciple ? about.description : (about.name ?? about.description)) ?? id;
  const isDefault = isObject(metadata) && metadata.default_annotator === id;
  const kind = type === "human" || type === "unknown" ? "HUMAN" : "AI";
  const described =
    isPrinciple && typeof about.description === "string" && about.description.length > 200
      ? { principle: about.description }
      : undefined;
  return {
    annotator: isDefault && context.annotatorName ? context.annotatorName : name,
    kind,
    ...(described && { about: described }),
  };
}
