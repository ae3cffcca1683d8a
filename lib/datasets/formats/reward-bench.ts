import { type ColumnUse, type ImportFormat, type ParseContext, type ParsedRow, refuse, toId } from "./format";
import { readPrompt } from "./messages";
import { toChosenPair } from "./pair";
import { otherColumns, toList, toName } from "./values";

// RewardBench: one chosen and one rejected response with their models, by subset; RewardBench 2: lists of them.
// https://huggingface.co/datasets/allenai/reward-bench and https://huggingface.co/datasets/allenai/reward-bench-2 (dataset cards)

const COLUMNS: Record<string, ColumnUse> = {
  id: { becomes: "Id", how: "with the subset; unique in the project" },
  prompt: { becomes: "Prompt", how: "the user's message" },
  chosen: { becomes: "Response", how: "the right one; which of the two is A is decided by a hash of the content" },
  rejected: { becomes: "Response", how: "the other one; of several, each makes a comparison" },
  chosen_model: { becomes: "Model", how: "hidden from annotators" },
  rejected_model: { becomes: "Model", how: "hidden from annotators" },
  models: { becomes: "Models", how: "of the responses in their order; hidden from annotators" },
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(COLUMNS));

/** RewardBench's pairs, whose better response is known. */
export const rewardBench: ImportFormat = {
  name: "reward-bench",
  title: "RewardBench 1 and 2: a right and one or more wrong responses",
  recognises: (row) =>
    "subset" in row && "chosen" in row && "rejected" in row && ("chosen_model" in row || toList(row.chosen) !== null),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedRow {
  const prompt = readPrompt(row.prompt);
  if (prompt === null) return refuse("prompt", "It is missing or no text.", "Write it as a text.");
  const chosen = readTexts(row.chosen);
  const rejected = readTexts(row.rejected);
  if (chosen === null) return refuse("chosen", "It is neither a text nor a list of texts.", "Write the response as a text.");
  if (rejected === null) return refuse("rejected", "It is neither a text nor a list of texts.", "Write the response as a text.");
  const several = chosen.length > 1 || rejected.length > 1;
  const names = toList(row.models)?.map((name) => toName(name, 300)) ?? [];
  const id = toId(row.id);
  const subset = toName(row.subset, 100) ?? "";
  const more = otherColumns(row, KNOWN);
  const cluster = id === null ? {} : { cluster: `${subset}/${id}`.slice(0, 512) };
  const parts = chosen.flatMap((better, i) =>
    rejected.map((worse, j) =>
      toChosenPair(
        {
          prompt,
          chosen: better,
          rejected: worse,
          chosenModel: names[i] ?? toName(row.chosen_model, 300),
          rejectedModel: names[chosen.length + j] ?? toName(row.rejected_model, 300),
          label: { annotator: context.annotatorName ?? "RewardBench", kind: "HUMAN" },
          more: {
            ...more,
            ...(id !== null && { id: `${subset}/${id}${several ? `/${i}-${j}` : ""}`.slice(0, 512) }),
            ...(several && cluster),
          },
        },
        context,
      ),
    ),
  );
  return { kind: "several", parts };
}

function readTexts(value: unknown): string[] | null {
  if (typeof value === "string" && !value.startsWith('["')) return [value];
  const list = toList(value);
  if (list === null) return typeof value === "string" ? [value] : null;
  const texts = list.filter((text) => typeof text === "string");
  return texts.length === list.length && texts.length > 0 ? texts : null;
}
