import type { ComparisonRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse } from "./format";
import { sideOnly } from "./pair";
import { otherColumns, toName, toNumber } from "./values";

// SHP and SHP-2: a post and two comments; `labels` is 1 where the first has more votes for its time, 0 where the second has.
// https://huggingface.co/datasets/stanfordnlp/SHP (data structure of the card)

const COLUMNS: Record<string, ColumnUse> = {
  history: { becomes: "Prompt", how: "the post, as the user's message" },
  human_ref_A: { becomes: "Response A", how: "as it is" },
  human_ref_B: { becomes: "Response B", how: "as it is" },
  labels: { becomes: "Label", how: "1 is A, 0 is B; by the readers' votes, strength unknown" },
  post_id: { becomes: "Cluster", how: "what intervals resample together" },
};
const KNOWN: ReadonlySet<string> = new Set(["history", "human_ref_A", "human_ref_B", "labels"]);

/** Stanford Human Preferences. */
export const shp: ImportFormat = {
  name: "shp",
  title: "SHP: a post and two comments a row, preferred by votes",
  recognises: (row) => "history" in row && "human_ref_A" in row && "human_ref_B" in row,
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const { history, human_ref_A: responseA, human_ref_B: responseB } = row;
  if (typeof history !== "string") return refuse("history", "It is missing or no text.", "Write the post as a text.");
  if (typeof responseA !== "string") return refuse("human_ref_A", "It is missing or no text.", "Write it as a text.");
  if (typeof responseB !== "string") return refuse("human_ref_B", "It is missing or no text.", "Write it as a text.");
  const label = toNumber(row.labels);
  if (label !== 0 && label !== 1)
    return refuse("labels", `The label is ${JSON.stringify(row.labels ?? null)}.`, "Write 1 where A is preferred, 0 where B is.");
  const post = toName(row.post_id, 512);
  const record: ComparisonRecord = {
    prompt: [{ role: "user", content: history }],
    responseA,
    responseB,
    ...(post !== undefined && { cluster: post }),
    ...otherColumns(row, KNOWN),
    labels: [{ annotator: context.annotatorName ?? "votes", kind: "HUMAN", ...sideOnly(label === 1 ? "A" : "B") }],
  };
  return checked(record, [], ["labels"]);
}
