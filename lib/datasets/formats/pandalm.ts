import { type ComparisonRecord, LabelRecord, toRowProblems } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId, toText } from "./format";

const COLUMNS: Record<string, ColumnUse> = {
  idx: { becomes: "Id", how: "the test set's own number" },
  instruction: { becomes: "Prompt", how: "the user's message" },
  input: { becomes: "Prompt", how: "below the instruction, after an empty line" },
  response1: { becomes: "Response A", how: "as it is" },
  response2: { becomes: "Response B", how: "as it is" },
  cmp_key: { becomes: "Models of A and B", how: "the two names around the underscore; hidden from annotators" },
  gpt_result: { becomes: "Label", how: "1 is A, 2 is B, Tie a tie, anything else unreadable" },
  pandalm_result: { becomes: "Label", how: "1 is A, 2 is B, 0 a tie, anything else unreadable" },
  gpt_reason: { becomes: "Rationale", how: "as it is" },
  pandalm_reason: { becomes: "Rationale", how: "as it is" },
};

/** The PandaLM test set with its people's labels, and the verdict files of judges on the same comparisons. */
export const pandalm: ImportFormat = {
  name: "pandalm",
  title: "PandaLM: the test set with three people's labels, or a judge's verdicts on it",
  recognises: (row) => "idx" in row && (("response1" in row && "response2" in row) || verdictColumn(row) !== null),
  parse: (row, context) => (verdictColumn(row) === null ? parseComparison(row) : parseVerdict(row, context)),
  describeColumn: (column) => {
    if (isAnnotatorColumn(column)) return { becomes: "Label", how: "0 is a tie, 1 is A, 2 is B; strength unknown" };
    return COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" };
  },
};

function isAnnotatorColumn(column: string): boolean {
  return /^annotator\d+$/.test(column);
}

function parseComparison(row: Record<string, unknown>): ParsedPart {
  const notices: string[] = [];
  const id = toId(row.idx);
  if (id === null) return refuse("idx", "The row has no idx.", "Give each row its number; verdicts refer to it.");
  const texts: Record<string, string> = {};
  for (const column of ["instruction", "input", "response1", "response2"]) {
    const text = toText(column === "input" ? (row.input ?? "") : row[column], column, notices);
    if (text === null) return refuse(column, "It is missing or no text.", "Write it as a text; an empty one is allowed.");
    texts[column] = text;
  }
  const { instruction = "", input = "", response1 = "", response2 = "" } = texts;
  const labels: LabelRecord[] = [];
  for (const column of Object.keys(row).filter(isAnnotatorColumn)) {
    const score = peopleScore(row[column]);
    if (score === null)
      return refuse(column, `The label is ${JSON.stringify(row[column])}.`, "Write 0 for a tie, 1 or 2 for the better response.");
    labels.push({ annotator: column, kind: "HUMAN", score, strengthKnown: score === 0 });
  }
  const record: ComparisonRecord = {
    id,
    prompt: [{ role: "user", content: input === "" ? instruction : `${instruction}\n\n${input}` }],
    responseA: response1,
    responseB: response2,
    labels,
  };
  addModels(record, row.cmp_key, notices);
  const metadata = otherColumns(row);
  if (Object.keys(metadata).length > 0) record.metadata = metadata;
  return checked(
    record,
    notices,
    labels.map(({ annotator }) => annotator),
  );
}

function peopleScore(value: unknown): number | null {
  const text = String(value);
  return text === "0" ? 0 : text === "1" ? -2 : text === "2" ? 2 : null;
}

function addModels(record: ComparisonRecord, key: unknown, notices: string[]): void {
  if (typeof key !== "string") return;
  const names = key.split("_");
  const [modelA, modelB] = names;
  if (names.length === 2 && modelA && modelB) {
    record.modelA = modelA;
    record.modelB = modelB;
  } else {
    notices.push(`cmp_key "${key}" does not name two models; they are left unknown.`);
  }
}

function otherColumns(row: Record<string, unknown>): Record<string, unknown> {
  const known = new Set(["idx", "instruction", "input", "response1", "response2"]);
  return Object.fromEntries(Object.entries(row).filter(([column]) => !known.has(column) && !isAnnotatorColumn(column)));
}

/** The column of a judge's verdict, such as "gpt_result"; null in a row of the test set itself. */
function verdictColumn(row: Record<string, unknown>): string | null {
  return Object.keys(row).find((column) => column.endsWith("_result") && column.length > "_result".length) ?? null;
}

function parseVerdict(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const column = verdictColumn(row) ?? "";
  const judge = column.slice(0, -"_result".length);
  const notices: string[] = [];
  const externalId = toId(row.idx);
  if (externalId === null)
    return refuse("idx", "The row has no idx.", "Give the number that the comparison has in the test set.");
  const reason = row[`${judge}_reason`] === undefined ? "" : toText(row[`${judge}_reason`], `${judge}_reason`, notices);
  if (reason === null) return refuse(`${judge}_reason`, "The reason is no text.", "Write it as a text, or leave it out.");
  const label: LabelRecord = { annotator: context.annotatorName ?? judgeName(judge, context.fileName), kind: "AI" };
  const verdict = String(row[column]);
  const score = verdict.toLowerCase() === "tie" ? 0 : peopleScore(verdict);
  if (score === null) label.answer = "invalid";
  else {
    label.score = score;
    if (score !== 0) label.strengthKnown = false;
  }
  if (reason !== "") label.rationale = reason;
  const metadata: Record<string, unknown> = {};
  if (score === null) metadata.verdict = verdict;
  const reference = row[`${judge}_reference`];
  if (typeof reference === "string" && reference !== "") metadata.reference = reference;
  if (Object.keys(metadata).length > 0) label.metadata = metadata;
  const parsed = LabelRecord.safeParse(label);
  if (!parsed.success) return { kind: "refused", problems: toRowProblems(parsed.error) };
  return { kind: "labels", externalId, labels: [parsed.data], notices, labelColumns: [column] };
}

/** The judge as its file is called: "gpt-3.5-turbo" of "gpt-3.5-turbo-testset-v1.json". */
function judgeName(judge: string, fileName: string): string {
  const marker = fileName.toLowerCase().indexOf("-testset");
  return marker > 0 ? fileName.slice(0, marker) : judge;
}
