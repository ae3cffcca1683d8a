import { createHash } from "node:crypto";
import type { ComparisonRecord, LabelRecord, MessageRecord } from "@/lib/datasets/record";
import { kindOf, parseConversations, readWinner, refuseWinner } from "./conversations";
import { NO_TEXTS } from "./flags";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId } from "./format";
import { models, sideOnly, splitConversations, toLabel } from "./pair";
import { otherColumns, toBoolean, toList, toName, toNumber } from "./values";

// Chatbot Arena: conversations with votes (https://huggingface.co/datasets/lmsys/chatbot_arena_conversations and
// https://huggingface.co/datasets/lmarena-ai/arena-human-preference-100k), the competition's files, whose texts are JSON lists in columns
// (https://huggingface.co/datasets/lmarena-ai/arena-human-preference-55k), and battles whose texts were not published
// (https://github.com/lm-sys/FastChat/tree/main/fastchat/serve/monitor, clean_battle_data.py).

const COLUMNS: Record<string, ColumnUse> = {
  question_id: { becomes: "Id", how: "unique in the project" },
  id: { becomes: "Id", how: "unique in the project" },
  model_a: { becomes: "Model of A", how: "hidden from annotators" },
  model_b: { becomes: "Model of B", how: "hidden from annotators" },
  conversation_a: { becomes: "Prompt and response A", how: "from where the answers part, the rest of each is its response" },
  conversation_b: { becomes: "Response B", how: "as with A" },
  prompt: { becomes: "Prompt", how: "the user's turns" },
  response_a: { becomes: "Response A", how: "the model's turns" },
  response_b: { becomes: "Response B", how: "the model's turns" },
  winner: { becomes: "Label", how: "strength unknown; both bad is an answer of its own" },
  winner_model_a: { becomes: "Label", how: "strength unknown" },
  winner_model_b: { becomes: "Label", how: "strength unknown" },
  winner_tie: { becomes: "Label", how: "a tie" },
  judge: { becomes: "Annotator", how: "the voter" },
  judge_hash: { becomes: "Annotator", how: "the voter" },
  tstamp: { becomes: "Label", how: "when it was given" },
};
const KNOWN: ReadonlySet<string> = new Set([...Object.keys(COLUMNS), "full_conversation"]);

/** Chatbot Arena's votes, with texts or without. */
export const arena: ImportFormat = {
  name: "arena",
  title: "Chatbot Arena: conversations with votes, or battles alone",
  recognises: (row) =>
    "model_a" in row &&
    "model_b" in row &&
    ("winner" in row || "winner_model_a" in row) &&
    ("conversation_a" in row ? !("judge" in row) || "tstamp" in row : "winner_model_a" in row || isBattle(row)),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function isBattle(row: Record<string, unknown>): boolean {
  return ("tstamp" in row || "anony" in row || "judge" in row) && !("response_a" in row) && !("prompt" in row);
}

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const vote = "winner_model_a" in row ? readColumns(row) : readWinner(row.winner);
  if (vote === null)
    return refuseWinner("winner_model_a" in row ? [row.winner_model_a, row.winner_model_b, row.winner_tie] : row.winner);
  const voter = toName(row.judge) ?? toName(row.judge_hash) ?? toName(row.evaluation_session_id);
  const seconds = toNumber(row.tstamp);
  const label: LabelRecord = {
    ...toLabel(context, voter === undefined ? {} : { annotator: voter, kind: kindOf(voter) }),
    ...vote,
    ...(seconds !== null && seconds > 0 && seconds < 1e11 && { submittedAt: new Date(seconds * 1000).toISOString() }),
  };
  const id = toId(row.question_id ?? row.id);
  const more: Partial<ComparisonRecord> = { ...(id !== null && { id }), ...otherColumns(row, KNOWN) };
  if ("conversation_a" in row) return parseConversations({ ...row, turn: undefined }, { label, more });
  return "winner_model_a" in row ? parseLists(row, label, more) : parseBattle(row, label, more);
}

function readColumns(row: Record<string, unknown>): ReturnType<typeof readWinner> {
  const said = ["winner_model_a", "winner_model_b", "winner_tie"].map((column) => toBoolean(row[column]));
  const sides = (["A", "B", "tie"] as const).filter((_, index) => said[index] === true);
  const [side] = sides;
  return side === undefined || sides.length > 1 ? null : sideOnly(side);
}

function parseLists(row: Record<string, unknown>, label: LabelRecord, more: Partial<ComparisonRecord>): ParsedPart {
  const turns: Record<string, (string | null)[]> = {};
  for (const column of ["prompt", "response_a", "response_b"]) {
    const list = toList(row[column]);
    const texts = list?.map((text) => (text === null || typeof text === "string" ? text : undefined)) ?? [];
    if (list === null || texts.includes(undefined))
      return refuse(column, "It is no list of texts.", 'Write the turns as a JSON list: ["…", "…"].');
    turns[column] = texts.map((text) => text ?? null);
  }
  const talk = (side: string): MessageRecord[] =>
    (turns.prompt ?? []).flatMap((content, index): MessageRecord[] => [
      { role: "user", content: content ?? "" },
      { role: "assistant", content: turns[side]?.[index] ?? "" },
    ]);
  const split = splitConversations(talk("response_a"), talk("response_b"), []);
  if (split === null) return refuse("prompt", "The list of turns is empty.", "Write at least one turn.");
  const record: ComparisonRecord = {
    prompt: split.prompt,
    responseA: split.first,
    responseB: split.second,
    ...models(toName(row.model_a, 300), toName(row.model_b, 300)),
    ...more,
    ...(split.flags && { flags: split.flags }),
    labels: [label],
  };
  return checked(record, [], ["winner_model_a"]);
}

/** A battle of two models whose texts were not published: enough to rank models, and told apart by all that the row says. */
function parseBattle(row: Record<string, unknown>, label: LabelRecord, more: Partial<ComparisonRecord>): ParsedPart {
  const record: ComparisonRecord = {
    id: `battle-${createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 32)}`,
    prompt: [],
    responseA: "",
    responseB: "",
    ...models(toName(row.model_a, 300), toName(row.model_b, 300)),
    ...more,
    flags: [NO_TEXTS],
    labels: [label],
  };
  record.cluster = record.id;
  return checked(record, [], ["winner"]);
}
