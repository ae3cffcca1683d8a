import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse } from "./format";
import { readPrompt } from "./messages";
import { toLabel } from "./pair";
import { otherColumns, toList, toNumber, toObject } from "./values";

// HelpSteer2-Preference (prompt, response_1, response_2, preference_strength) and HelpSteer3 (context, response1, response2,
// overall_preference, individual_preference), both from −3, the first is much better, to 3, the second is.
// https://huggingface.co/datasets/nvidia/HelpSteer2#preference and https://huggingface.co/datasets/nvidia/HelpSteer3#preference

const COLUMNS: Record<string, ColumnUse> = {
  prompt: { becomes: "Prompt", how: "the user's message" },
  context: { becomes: "Prompt", how: "the conversation so far" },
  response_1: { becomes: "Response A", how: "as it is" },
  response_2: { becomes: "Response B", how: "as it is" },
  response1: { becomes: "Response A", how: "as it is" },
  response2: { becomes: "Response B", how: "as it is" },
  preference_strength: { becomes: "Label", how: "−3 … 3; kept as metadata where single people's preferences are there" },
  overall_preference: { becomes: "Label", how: "−3 … 3; kept as metadata where single people's preferences are there" },
  individual_preference: { becomes: "Labels", how: "one a person, in the file's order, with their reasoning" },
  all_preferences_unprocessed: { becomes: "Labels", how: "one a person, in the file's order, with their statement" },
};
const KNOWN: ReadonlySet<string> = new Set([...Object.keys(COLUMNS), "preference_statement"]);
const OVERALL = ["overall_preference", "preference_strength"] as const;
const SINGLE = ["individual_preference", "all_preferences_unprocessed"] as const;

/** HelpSteer's preferences of people on a scale of seven. */
export const helpsteer: ImportFormat = {
  name: "helpsteer",
  title: "HelpSteer 2 and 3: two responses and preferences from −3 to 3",
  recognises: (row) =>
    ("response_1" in row && "response_2" in row && "preference_strength" in row) ||
    ("response1" in row && "response2" in row && "overall_preference" in row),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const promptColumn = "context" in row ? "context" : "prompt";
  const prompt = readPrompt(row[promptColumn]);
  if (prompt === null)
    return refuse(
      promptColumn,
      "It is missing, or neither a text nor a conversation.",
      "Write a text, or messages with role and content.",
    );
  const [columnA, columnB] = "response1" in row ? (["response1", "response2"] as const) : (["response_1", "response_2"] as const);
  const [responseA, responseB] = [row[columnA], row[columnB]];
  if (typeof responseA !== "string")
    return refuse(columnA, "It is missing or no text.", "Write it as a text; an empty one is allowed.");
  if (typeof responseB !== "string")
    return refuse(columnB, "It is missing or no text.", "Write it as a text; an empty one is allowed.");
  const overallColumn = OVERALL.find((column) => column in row) ?? OVERALL[0];
  const overall = toNumber(row[overallColumn]);
  if (!isPreference(overall))
    return refuse(
      overallColumn,
      `The preference is ${JSON.stringify(row[overallColumn] ?? null)}.`,
      "Write a whole number from −3 to 3.",
    );
  const people = readPeople(row, context);
  if (!Array.isArray(people)) return people;
  const statement = row.preference_statement;
  const labels: LabelRecord[] =
    people.length > 0
      ? people
      : [toLabel(context, { score: overall, ...(typeof statement === "string" && { rationale: statement }) })];
  const { metadata } = otherColumns(row, KNOWN);
  const record: ComparisonRecord = {
    prompt,
    responseA,
    responseB,
    metadata: { ...metadata, ...(people.length > 0 && { [overallColumn]: overall }) },
    labels,
  };
  if (Object.keys(record.metadata ?? {}).length === 0) record.metadata = undefined;
  const column = SINGLE.find((each) => toList(row[each]) !== null) ?? overallColumn;
  return checked(
    record,
    [],
    labels.map((_, index) => (people.length > 0 ? `${column}.${index}` : overallColumn)),
  );
}

function isPreference(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value >= -3 && value <= 3;
}

function readPeople(row: Record<string, unknown>, context: ParseContext): LabelRecord[] | ParsedPart {
  const labels: LabelRecord[] = [];
  const column = SINGLE.find((each) => toList(row[each]) !== null);
  for (const [index, each] of (column ? (toList(row[column]) ?? []) : []).entries()) {
    const person = toObject(each);
    const score = toNumber(person?.score ?? person?.strength);
    if (!isPreference(score))
      return refuse(`${column}.${index}`, "The preference is missing or not from −3 to 3.", "Write a whole number from −3 to 3.");
    const { score: _score, strength: _strength, reasoning, statement, ...others } = person ?? {};
    const rationale = reasoning ?? statement;
    const metadata = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null));
    labels.push({
      annotator: `${context.annotatorName ?? "annotator"} ${index + 1}`,
      kind: "HUMAN",
      score,
      ...(typeof rationale === "string" && rationale !== "" && { rationale }),
      ...(Object.keys(metadata).length > 0 && { metadata }),
    });
  }
  return labels;
}
