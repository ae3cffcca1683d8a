import { completeMap } from "@/lib/datasets/mapping-schema";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId } from "./format";
import { readPrompt } from "./messages";
import { models, toLabel } from "./pair";
import { readPreference } from "./preference-words";
import { toList, toName, toNumber, toObject } from "./values";

// Label Studio's JSON export: a task with its data, its annotations and its predictions; of the Pairwise tag, whose value is left or right.
// https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks and https://labelstud.io/tags/pairwise

const COLUMNS: Record<string, ColumnUse> = {
  id: { becomes: "Id", how: "the task's" },
  data: { becomes: "Prompt and responses", how: "by the names of its fields: prompt, text1, text2 and their like" },
  annotations: { becomes: "Labels", how: "one an annotation: left is A, right is B; cancelled ones are skips" },
  predictions: { becomes: "Labels", how: "of the model that made them" },
};

/** Label Studio's tasks of the Pairwise tag. */
export const labelStudio: ImportFormat = {
  name: "label-studio",
  title: "Label Studio JSON: tasks with pairwise annotations",
  recognises: (row) => toObject(row.data) !== null && toList(row.annotations) !== null,
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: "Left out", how: "about the tool, not about the comparison" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const data = toObject(row.data) ?? {};
  const map = completeMap(Object.keys(data), {});
  const { prompt: promptKey, responseA: keyA, responseB: keyB } = map;
  if (keyA === undefined || keyB === undefined) {
    return refuse(
      "data",
      `Which fields hold the two responses is not known: there are ${Object.keys(data).join(", ")}.`,
      "Name them text1 and text2, or response_a and response_b.",
    );
  }
  const [responseA, responseB] = [data[keyA], data[keyB]];
  if (typeof responseA !== "string") return refuse(`data.${keyA}`, "It is no text.", "Write it as a text.");
  if (typeof responseB !== "string") return refuse(`data.${keyB}`, "It is no text.", "Write it as a text.");
  const prompt = promptKey === undefined ? [] : readPrompt(data[promptKey]);
  if (prompt === null)
    return refuse(`data.${promptKey}`, "It is neither a text nor a conversation.", "Write a text, or messages.");
  const notices: string[] = [];
  const labels: LabelRecord[] = [];
  const columns: string[] = [];
  const take = (list: unknown, name: string, kind: "HUMAN" | "AI") => {
    for (const [index, each] of (toList(list) ?? []).entries()) {
      const label = isObject(each) ? readAnnotation(each, kind, context) : null;
      const column = `${name}.${index}`;
      if (label === null) notices.push(`${column} holds no pairwise answer that is known; it is left out.`);
      else labels.push(label);
      columns.push(column);
    }
  };
  take(row.annotations, "annotations", "HUMAN");
  take(row.predictions, "predictions", "AI");
  const id = toId(row.id);
  const known = new Set([promptKey, keyA, keyB, map.modelA, map.modelB]);
  const metadata = Object.fromEntries(Object.entries(data).filter(([key, value]) => !known.has(key) && value !== null));
  const record: ComparisonRecord = {
    prompt,
    responseA,
    responseB,
    ...models(toName(map.modelA && data[map.modelA], 300), toName(map.modelB && data[map.modelB], 300)),
    ...(id !== null && { id }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    labels: withRepeats(labels),
  };
  return checked(record, notices, columns);
}

/** Two annotations of one person on one task are a first and a second. */
function withRepeats(labels: readonly LabelRecord[]): LabelRecord[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const key = `${label.kind} ${label.annotator}`;
    const repeat = seen.get(key) ?? 0;
    seen.set(key, repeat + 1);
    return repeat === 0 ? label : { ...label, repeat };
  });
}

function readAnnotation(annotation: Record<string, unknown>, kind: "HUMAN" | "AI", context: ParseContext): LabelRecord | null {
  const by = annotation.completed_by;
  const annotator =
    kind === "AI"
      ? toName(annotation.model_version)
      : isObject(by)
        ? toName(by.email ?? by.username ?? by.id)
        : by === undefined
          ? undefined
          : `annotator ${String(by)}`;
  const seconds = toNumber(annotation.lead_time);
  const created = typeof annotation.created_at === "string" ? new Date(annotation.created_at) : null;
  const label: LabelRecord = {
    ...toLabel(context, annotator === undefined ? {} : { annotator }),
    kind,
    ...(seconds !== null && seconds >= 0 && seconds < 2_000_000 && { durationMs: Math.round(seconds * 1000) }),
    ...(created && !Number.isNaN(created.getTime()) && { submittedAt: created.toISOString() }),
  };
  if (annotation.was_cancelled === true) return { ...label, answer: "skip" };
  const rationale = resultOf(annotation, "textarea", "text");
  const said = resultOf(annotation, "pairwise", "selected") ?? resultOf(annotation, "choices", "choices");
  const judgement = said === null ? null : readPreference(said);
  return judgement && { ...label, ...(rationale !== null && { rationale }), ...judgement };
}

/** The value of the first result of a type; of several texts, the first. */
function resultOf(annotation: Record<string, unknown>, type: string, field: string): string | null {
  for (const result of toList(annotation.result) ?? []) {
    if (!isObject(result) || result.type !== type || !isObject(result.value)) continue;
    const value = result.value[field];
    const [first] = Array.isArray(value) ? value : [value];
    if (typeof first === "string") return first;
  }
  return null;
}
