import type { ComparisonRecord } from "@/lib/datasets/record";
import { ONE_RESPONSE } from "./flags";
import { type ColumnUse, checked, type ImportFormat, type ParsedPart, refuse } from "./format";
import { parseTranscript, toMessages, toResponseText } from "./transcript";
import { otherColumns, toName } from "./values";

// HH-RLHF's red-team attempts: whole conversations with ten fields about them. `chosen` does not occur; `rating` says how well the attack
// went, so a higher one is worse. https://huggingface.co/datasets/Anthropic/hh-rlhf (README, "Red teaming data")

const COLUMNS: Record<string, ColumnUse> = {
  transcript: {
    becomes: "Prompt and response A",
    how: "cut before its last Assistant turn; response B is empty until there is one",
  },
  rating: { becomes: "Metadata “rating”", how: "how well the attack went: higher is more harmful" },
  min_harmlessness_score_transcript: { becomes: "Metadata", how: "the preference model's; lower is more harmful" },
  num_params: { becomes: "Model of A", how: "with model_type; hidden from annotators" },
  model_type: { becomes: "Model of A", how: "with num_params; hidden from annotators" },
};

/** HH-RLHF's red-team attempts, as prompts with the reply that was given. */
export const hhRedTeam: ImportFormat = {
  name: "hh-red-team",
  title: "HH-RLHF red team: one conversation a row, rated by its attacker",
  recognises: (row) => typeof row.transcript === "string" && ("rating" in row || "task_description" in row),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>): ParsedPart {
  const mend = 'Write a whole conversation: "\\n\\nHuman: …\\n\\nAssistant: …".';
  if (typeof row.transcript !== "string") return refuse("transcript", "It is missing or no text.", mend);
  const blocks = parseTranscript(row.transcript);
  if (blocks === null) return refuse("transcript", 'The text does not begin with "\\n\\nHuman:".', mend);
  const last = blocks.findLastIndex(({ role }) => role === "Assistant");
  if (last === -1) return refuse("transcript", "No turn is the Assistant's, so there is no response.", mend);
  // A few end with a Human turn that was never answered; it is kept with the reply before it.
  const prompt = toMessages(blocks.slice(0, last));
  const model = [toName(row.model_type), toName(row.num_params)].filter((part) => part !== undefined).join(" ");
  const record: ComparisonRecord = {
    prompt,
    responseA: toResponseText(blocks.slice(last)),
    responseB: "",
    ...(model !== "" && { modelA: model }),
    turnIndex: prompt.filter(({ role }) => role === "assistant").length + 1,
    ...otherColumns(row, new Set(["transcript", "model_type", "num_params"])),
    flags: [ONE_RESPONSE],
  };
  return checked(record, []);
}
