import type { LabelRecord } from "@/lib/datasets/record";
import { kindOf, parseConversations, readWinner, refuseWinner } from "./conversations";
import type { ColumnUse, ImportFormat, ParseContext, ParsedPart } from "./format";
import { otherColumns, toName, toNumber } from "./values";

// MT-bench's judgments of people and of GPT-4: two conversations of two turns, who judged, which turn.
// https://huggingface.co/datasets/lmsys/mt_bench_human_judgments (features of the card)

const COLUMNS: Record<string, ColumnUse> = {
  question_id: { becomes: "Cluster", how: "what intervals resample together" },
  model_a: { becomes: "Model of A", how: "hidden from annotators" },
  model_b: { becomes: "Model of B", how: "hidden from annotators" },
  conversation_a: { becomes: "Prompt and response A", how: "up to the turn that was judged" },
  conversation_b: { becomes: "Response B", how: "up to the turn that was judged" },
  winner: { becomes: "Label", how: "strength unknown; a tie that is inconsistent is a judge that contradicts itself" },
  judge: { becomes: "Annotator", how: "a person or a model, by its name" },
  turn: { becomes: "Turn", how: "which answer of the conversation was judged" },
};
const KNOWN: ReadonlySet<string> = new Set(Object.keys(COLUMNS));

/** MT-bench's human and GPT-4 judgments. */
export const mtBench: ImportFormat = {
  name: "mt-bench",
  title: "MT-bench: two conversations, who judged them and who won",
  recognises: (row) =>
    "conversation_a" in row && "conversation_b" in row && "winner" in row && "judge" in row && !("tstamp" in row),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const winner = readWinner(row.winner);
  if (winner === null) return refuseWinner(row.winner);
  const judge = readJudge(row.judge) ?? context.annotatorName ?? context.fileName.slice(0, 200);
  const label: LabelRecord = { annotator: judge, kind: kindOf(judge), ...winner };
  const turn = toNumber(row.turn);
  const cluster = toName(row.question_id, 512);
  const more = {
    ...(cluster !== undefined && { cluster }),
    ...(turn !== null && turn >= 1 && { turnIndex: Math.trunc(turn) }),
    ...otherColumns(row, KNOWN),
  };
  return parseConversations(row, { label, more });
}

/** A judge is a name, or in FastChat's own files a model with its prompt's name. */
function readJudge(judge: unknown): string | undefined {
  return Array.isArray(judge) ? toName(judge.map(String).join(" ")) : toName(judge);
}
