import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, type ParsedRow, refuse } from "./format";
import { readPrompt } from "./messages";
import { everyPair, models, sideOnly } from "./pair";
import { otherColumns, toList, toName, toNumber, toObject } from "./values";

// Nectar: a prompt as a transcript and seven answers, each with its model and GPT-4's rank, 1 being the best.
// https://huggingface.co/datasets/berkeley-nest/Nectar (data fields of the card)

const COLUMNS: Record<string, ColumnUse> = {
  prompt: { becomes: "Prompt", how: "a transcript, without its empty last turn" },
  answers: { becomes: "Comparisons", how: "every two of them; the lower rank is preferred, by GPT-4, strength unknown" },
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(COLUMNS));

/** Nectar's ranked lists as comparisons. */
export const nectar: ImportFormat = {
  name: "nectar",
  title: "Nectar: a prompt and a ranked list of answers a row",
  recognises: (row) =>
    typeof row.prompt === "string" && (toList(row.answers)?.some((answer) => toObject(answer)?.rank !== undefined) ?? false),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedRow {
  const prompt = readPrompt(row.prompt);
  if (prompt === null) return refuse("prompt", "It is missing or no text.", "Write the transcript that the answers follow.");
  const last = prompt.at(-1);
  if (last?.role === "assistant" && last.content.trim() === "") prompt.pop();
  const answers: { text: string; model: string | undefined; rank: number }[] = [];
  for (const [index, each] of (toList(row.answers) ?? []).entries()) {
    const answer = toObject(each);
    const rank = toNumber(answer?.rank);
    if (typeof answer?.answer !== "string")
      return refuse(`answers.${index}.answer`, "It is missing or no text.", "Write the answer as a text.");
    if (rank === null)
      return refuse(`answers.${index}.rank`, "It is missing or no number.", "Give each answer its rank, 1 being the best.");
    answers.push({ text: answer.answer, model: toName(answer.model, 300), rank });
  }
  if (answers.length < 2)
    return refuse("answers", "The row has fewer than two answers.", "There is nothing to compare; leave the row out.");
  const more = otherColumns(row, KNOWN);
  return {
    kind: "several",
    parts: everyPair(answers).map(([a, b]): ParsedPart => {
      const label: LabelRecord = {
        annotator: context.annotatorName ?? "gpt-4",
        kind: "AI",
        ...sideOnly(a.rank === b.rank ? "tie" : a.rank < b.rank ? "A" : "B"),
        metadata: { rank_a: a.rank, rank_b: b.rank },
      };
      const record: ComparisonRecord = {
        prompt,
        responseA: a.text,
        responseB: b.text,
        ...models(a.model, b.model),
        ...more,
        labels: [label],
      };
      return checked(record, [], ["answers"]);
    }),
  };
}
