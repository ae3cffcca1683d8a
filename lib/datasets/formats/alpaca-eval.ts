import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { kindOf } from "./conversations";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse } from "./format";
import { models, sideOnly } from "./pair";
import { otherColumns, toName, toNumber } from "./values";

// AlpacaEval's annotations: two outputs, and a preference that is 1 for the first, 2 for the second, 1.5 (0 in older files) for a tie; what
// lies between is a judge's weighted preference. https://github.com/tatsu-lab/alpaca_eval (README, "annotations.json")

const COLUMNS: Record<string, ColumnUse> = {
  instruction: { becomes: "Prompt", how: "the user's message" },
  input: { becomes: "Prompt", how: "below the instruction, after an empty line" },
  output_1: { becomes: "Response A", how: "as it is" },
  output_2: { becomes: "Response B", how: "as it is" },
  generator_1: { becomes: "Model of A", how: "hidden from annotators" },
  generator_2: { becomes: "Model of B", how: "hidden from annotators" },
  annotator: { becomes: "Annotator", how: "a person's number, or a model" },
  preference: { becomes: "Label", how: "1 is A, 2 is B, 1.5 a tie; a judge's value between them is its probability of B" },
  raw_completion: { becomes: "Rationale", how: "what the judge wrote" },
};
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(COLUMNS),
  "annotator_kind",
  "comparison",
  "time_per_example",
  "price_per_example",
]);

/** AlpacaEval's annotations, of people and of judges. */
export const alpacaEval: ImportFormat = {
  name: "alpaca-eval",
  title: "AlpacaEval: two outputs and a preference between 1 and 2",
  recognises: (row) => "instruction" in row && "output_1" in row && "output_2" in row,
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const { instruction, output_1: responseA, output_2: responseB } = row;
  if (typeof instruction !== "string") return refuse("instruction", "It is missing or no text.", "Write it as a text.");
  if (typeof responseA !== "string")
    return refuse("output_1", "It is missing or no text.", "Write it as a text; an empty one is allowed.");
  if (typeof responseB !== "string")
    return refuse("output_2", "It is missing or no text.", "Write it as a text; an empty one is allowed.");
  const input = typeof row.input === "string" && row.input !== "" ? `\n\n${row.input}` : "";
  const label = "preference" in row ? readLabel(row, context) : null;
  if (label !== null && "kind" in label && label.kind === "refused") return label;
  const record: ComparisonRecord = {
    prompt: [{ role: "user", content: instruction + input }],
    responseA,
    responseB,
    ...models(toName(row.generator_1, 300), toName(row.generator_2, 300)),
    ...otherColumns(row, KNOWN),
  };
  const id = toName(row.comparison, 512);
  if (id !== undefined) record.id = id;
  // What was refused was returned above.
  if (label !== null) record.labels = [label as LabelRecord];
  return checked(record, [], ["preference"]);
}

function readLabel(row: Record<string, unknown>, context: ParseContext): LabelRecord | ParsedPart {
  const named = toName(row.annotator);
  const annotator =
    named === undefined
      ? (context.annotatorName ?? context.fileName.slice(0, 200))
      : /^\d+$/.test(named)
        ? `annotator ${named}`
        : named;
  const kind =
    named === undefined || row.annotator_kind === "HUMAN" || /^\d+$/.test(named)
      ? "HUMAN"
      : row.annotator_kind === undefined
        ? kindOf(named)
        : "AI";
  const metadata: Record<string, number> = {};
  for (const column of ["time_per_example", "price_per_example"]) {
    const value = toNumber(row[column]);
    if (value !== null) metadata[column] = value;
  }
  const label: LabelRecord = {
    annotator,
    kind,
    ...(typeof row.raw_completion === "string" && row.raw_completion !== "" && { rationale: row.raw_completion }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
  const { preference } = row;
  if (preference === null || preference === "" || preference === undefined) return { ...label, answer: "invalid" };
  const value = toNumber(preference);
  if (value === 0 || value === 1.5) return { ...label, ...sideOnly("tie") };
  if (value === 1 || value === 2) return { ...label, ...sideOnly(value === 1 ? "A" : "B") };
  if (value !== null && value > 1 && value < 2 && kind === "AI") return { ...label, probabilityB: value - 1 };
  return refuse(
    "preference",
    `The preference is ${JSON.stringify(preference)}.`,
    "Write 1, 2, 1.5 for a tie, or for a judge a number between 1 and 2.",
  );
}
