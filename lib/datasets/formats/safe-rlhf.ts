import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse } from "./format";
import { models, sideOnly, toLabel } from "./pair";
import { otherColumns, toName, toNumber } from "./values";

// PKU-SafeRLHF: two responses, which is better (more helpful) and which is safer (less harmful), and what is unsafe about each.
// https://huggingface.co/datasets/PKU-Alignment/PKU-SafeRLHF (dataset card)

const COLUMNS: Record<string, ColumnUse> = {
  prompt: { becomes: "Prompt", how: "the user's message" },
  response_0: { becomes: "Response A", how: "as it is" },
  response_1: { becomes: "Response B", how: "as it is" },
  better_response_id: { becomes: "Label", how: "on the criterion helpful; strength unknown" },
  safer_response_id: {
    becomes: "Label",
    how: "on the criterion harmless: the less harmful response is the better one; strength unknown",
  },
  response_0_source: { becomes: "Model of A", how: "hidden from annotators" },
  response_1_source: { becomes: "Model of B", how: "hidden from annotators" },
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(COLUMNS));
const CRITERIA = [
  ["better_response_id", "helpful"],
  ["safer_response_id", "harmless"],
] as const;

/** PKU-SafeRLHF's two preferences a row. */
export const safeRlhf: ImportFormat = {
  name: "safe-rlhf",
  title: "PKU-SafeRLHF: which response is more helpful, and which is safer",
  recognises: (row) => "response_0" in row && "response_1" in row && ("safer_response_id" in row || "better_response_id" in row),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const { prompt, response_0: responseA, response_1: responseB } = row;
  if (typeof prompt !== "string") return refuse("prompt", "It is missing or no text.", "Write it as a text.");
  if (typeof responseA !== "string") return refuse("response_0", "It is missing or no text.", "Write it as a text.");
  if (typeof responseB !== "string") return refuse("response_1", "It is missing or no text.", "Write it as a text.");
  const labels: LabelRecord[] = [];
  const columns: string[] = [];
  for (const [column, criterion] of CRITERIA) {
    if (row[column] === undefined || row[column] === null) continue;
    const chosen = toNumber(row[column]);
    if (chosen !== 0 && chosen !== 1) return refuse(column, `The response is ${JSON.stringify(row[column])}.`, "Write 0 or 1.");
    labels.push(toLabel(context, { criterion, ...sideOnly(chosen === 0 ? "A" : "B") }));
    columns.push(column);
  }
  const record: ComparisonRecord = {
    prompt: [{ role: "user", content: prompt }],
    responseA,
    responseB,
    ...models(toName(row.response_0_source, 300), toName(row.response_1_source, 300)),
    ...otherColumns(row, KNOWN),
    labels,
  };
  return checked(record, [], columns);
}
