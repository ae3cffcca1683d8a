import { completeMap, plainName } from "@/lib/datasets/mapping-schema";
import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { isObject } from "@/lib/datasets/source/parse-json-row";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId } from "./format";
import { readPrompt } from "./messages";
import { models, sideOnly, toLabel } from "./pair";
import { readPreference } from "./preference-words";
import { toList, toName, toNumber, toObject } from "./values";

// Argilla's records, as `records.to_json` of version 2 and the feedback datasets of version 1 write them: fields, responses by question and
// person, suggestions by an agent. https://docs.argilla.io/latest/how_to_guides/import_export/ (records)

const COLUMNS: Record<string, ColumnUse> = {
  id: { becomes: "Id", how: "the record's" },
  fields: { becomes: "Prompt and responses", how: "by their names: prompt, response1, response2 and their like" },
  responses: { becomes: "Labels", how: "submitted ones; a question named after a criterion stays that criterion" },
  suggestions: { becomes: "Labels", how: "of the agent that made them" },
  metadata: { becomes: "Metadata", how: "kept as filters" },
};

/** Argilla's records of a preference question. */
export const argilla: ImportFormat = {
  name: "argilla",
  title: "Argilla records: fields, responses and suggestions",
  recognises: (row) => toObject(row.fields) !== null && ("responses" in row || "suggestions" in row),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: "Left out", how: "about the tool, not about the comparison" },
};

/** What one person or agent answered to one question. */
interface Answer {
  question: string;
  value: unknown;
  by: string | undefined;
  kind: "HUMAN" | "AI";
  status: string;
}

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const fields = toObject(row.fields) ?? {};
  const map = completeMap(Object.keys(fields), {});
  const { prompt: promptKey, responseA: keyA, responseB: keyB } = map;
  if (keyA === undefined || keyB === undefined) {
    return refuse(
      "fields",
      `Which fields hold the two responses is not known: there are ${Object.keys(fields).join(", ")}.`,
      "Name them response1 and response2.",
    );
  }
  const [responseA, responseB] = [fields[keyA], fields[keyB]];
  if (typeof responseA !== "string") return refuse(`fields.${keyA}`, "It is no text.", "Write it as a text.");
  if (typeof responseB !== "string") return refuse(`fields.${keyB}`, "It is no text.", "Write it as a text.");
  const prompt = promptKey === undefined ? [] : readPrompt(fields[promptKey]);
  if (prompt === null)
    return refuse(`fields.${promptKey}`, "It is neither a text nor a conversation.", "Write a text, or messages.");
  const answers = [...readResponses(row.responses), ...readSuggestions(row.suggestions)];
  const notices: string[] = [];
  const labels: LabelRecord[] = [];
  const columns: string[] = [];
  const rationales = new Map<string, string>();
  const judged = answers.flatMap((answer) => {
    const judgement = readJudgement(answer.value, keyA, keyB);
    if (judgement === null && typeof answer.value === "string") rationales.set(`${answer.kind} ${answer.by}`, answer.value);
    else if (judgement === null)
      notices.push(`The answer to “${answer.question}” is no preference that is known; it is left out.`);
    return judgement ? [{ answer, judgement }] : [];
  });
  const questions = new Set(judged.map(({ answer }) => answer.question));
  for (const { answer, judgement } of judged) {
    const rationale = rationales.get(`${answer.kind} ${answer.by}`);
    labels.push({
      ...toLabel(context, answer.by === undefined ? {} : { annotator: answer.by }),
      kind: answer.kind,
      ...(questions.size > 1 && { criterion: answer.question.slice(0, 100) }),
      ...(answer.status === "discarded" ? { answer: "skip" as const } : judgement),
      ...(rationale !== undefined && { rationale }),
    });
    columns.push(`${answer.kind === "AI" ? "suggestions" : "responses"}.${answer.question}`);
  }
  const id = toId(row.external_id ?? row.id);
  const known = new Set([promptKey, keyA, keyB, map.modelA, map.modelB]);
  const metadata = {
    ...Object.fromEntries(Object.entries(fields).filter(([key, value]) => !known.has(key) && value !== null)),
    ...(toObject(row.metadata) ?? {}),
  };
  const record: ComparisonRecord = {
    prompt,
    responseA,
    responseB,
    ...models(toName(map.modelA && fields[map.modelA], 300), toName(map.modelB && fields[map.modelB], 300)),
    ...(id !== null && { id }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    labels,
  };
  return checked(record, notices, columns);
}

/** Version 2 keeps a list a question, version 1 a list of people with all their values. */
function readResponses(responses: unknown): Answer[] {
  if (isObject(responses)) {
    return Object.entries(responses).flatMap(([question, list]) =>
      (toList(list) ?? []).filter(isObject).map(
        (each): Answer => ({
          question,
          value: each.value,
          by: toName(each.user_id ?? each.user),
          kind: "HUMAN",
          status: String(each.status ?? "submitted"),
        }),
      ),
    );
  }
  return (toList(responses) ?? [])
    .filter(isObject)
    .flatMap((person) =>
      Object.entries(toObject(person.values) ?? {}).map(
        ([question, value]): Answer => ({
          question,
          value: isObject(value) ? value.value : value,
          by: toName(person.user_id),
          kind: "HUMAN",
          status: String(person.status ?? "submitted"),
        }),
      ),
    )
    .filter(({ status }) => status !== "draft");
}

function readSuggestions(suggestions: unknown): Answer[] {
  const list = isObject(suggestions)
    ? Object.entries(suggestions).flatMap(([question, each]) => (isObject(each) ? [{ ...each, question_name: question }] : []))
    : (toList(suggestions) ?? []).filter(isObject);
  return list.map(
    (each: Record<string, unknown>): Answer => ({
      question: String(each.question_name ?? each.question ?? "preference"),
      value: each.value,
      by: toName(each.agent) ?? "suggestion",
      kind: "AI",
      status: "submitted",
    }),
  );
}

/** A choice names a response, a ranking gives each a rank, a rating of two is none. */
function readJudgement(
  value: unknown,
  keyA: string,
  keyB: string,
): Pick<LabelRecord, "score" | "strengthKnown" | "answer"> | null {
  const ranking = toList(value);
  if (ranking !== null) {
    const ranks = ranking.filter(isObject).map((each) => ({ name: plainName(String(each.value)), rank: toNumber(each.rank) }));
    const [a, b] = [keyA, keyB].map((key) => ranks.find(({ name }) => name === plainName(key))?.rank ?? null);
    if (a === null || b === null || a === undefined || b === undefined) return null;
    return sideOnly(a === b ? "tie" : a < b ? "A" : "B");
  }
  if (typeof value !== "string") return null;
  const word = plainName(value);
  if (word === plainName(keyA)) return sideOnly("A");
  if (word === plainName(keyB)) return sideOnly("B");
  return readPreference(value);
}
