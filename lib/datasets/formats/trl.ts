import type { ComparisonRecord, LabelRecord, MessageRecord } from "@/lib/datasets/record";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toId } from "./format";
import { readMessages, readPrompt } from "./messages";
import { models, splitConversations, toChosenPair, toLabel } from "./pair";
import { otherColumns, toBoolean, toName, toNumber } from "./values";

// TRL's preference type, standard or conversational, its prompt in a column or at the beginning of both texts:
// https://huggingface.co/docs/trl/dataset_formats#preference — and the columns `margin` of RewardTrainer, `score_chosen` and `score_rejected`
// of published sets. Concord's own files add who preferred, how strongly, and which comparison it was.

const COLUMNS: Record<string, ColumnUse> = {
  prompt: { becomes: "Prompt", how: "a text or messages; where the responses begin with it, it is not taken twice" },
  chosen: { becomes: "Response", how: "the preferred one; which of the two is A is decided by a hash of the content" },
  rejected: { becomes: "Response", how: "the other one" },
  margin: { becomes: "Label", how: "kept beside it; it is no strength on this project's scale" },
  score_chosen: { becomes: "Label", how: "kept beside it" },
  score_rejected: { becomes: "Label", how: "kept beside it" },
  score: { becomes: "Label", how: "signed, in Concord's own files: positive means B" },
  strength_known: { becomes: "Label", how: "in Concord's own files" },
  probability_chosen: { becomes: "Label", how: "a judge's, in Concord's own files" },
  annotator: { becomes: "Annotator", how: "in Concord's own files" },
  annotator_kind: { becomes: "Annotator", how: "in Concord's own files" },
  comparison: { becomes: "Id", how: "in Concord's own files: rows of one comparison come together again" },
};
const KNOWN: ReadonlySet<string> = new Set([...Object.keys(COLUMNS), "chosen_model", "rejected_model"]);

/** TRL's preference rows, which most published sets follow. */
export const trl: ImportFormat = {
  name: "trl",
  title: "TRL preferences: chosen and rejected, with or without a prompt",
  recognises: (row) =>
    isSide(row.chosen) && isSide(row.rejected) && (row.prompt === undefined || readPrompt(row.prompt) !== null),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

/** A text, or a conversation that ends with a response; a list of several texts is another format's. */
function isSide(value: unknown): boolean {
  if (typeof value === "string") return true;
  const messages = readMessages(value);
  return messages !== null && messages.length > 0;
}

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const notices: string[] = [];
  const sides = readSides(row, notices);
  if ("kind" in sides) return sides;
  const { prompt, chosen, rejected, flags } = sides;
  const more = { ...otherColumns(row, KNOWN), ...(flags && { flags }) };
  const chosenModel = toName(row.chosen_model, 300);
  const rejectedModel = toName(row.rejected_model, 300);
  if (isOwn(row)) return parseOwn(row, { prompt, chosen, rejected, ...more }, [chosenModel, rejectedModel], context);
  const metadata = numbers(row, ["margin", "score_chosen", "score_rejected"]);
  return toChosenPair({ prompt, chosen, rejected, chosenModel, rejectedModel, more, label: { ...metadata } }, context, notices);
}

/** Numbers that the file gives beside the preference, kept with the label. */
function numbers(row: Record<string, unknown>, columns: readonly string[]): Pick<LabelRecord, "metadata"> {
  const found = columns.flatMap((column) => {
    const value = toNumber(row[column]);
    return value === null ? [] : [[column, value] as const];
  });
  return found.length === 0 ? {} : { metadata: Object.fromEntries(found) };
}

interface Sides {
  prompt: MessageRecord[];
  chosen: string;
  rejected: string;
  flags?: string[] | undefined;
}

function readSides(row: Record<string, unknown>, notices: string[]): Sides | ParsedPart {
  const prompt = row.prompt === undefined || row.prompt === null ? null : readPrompt(row.prompt);
  if (prompt === null && row.prompt !== undefined && row.prompt !== null) {
    return refuse("prompt", "It is neither a text nor a conversation.", "Write a text, or messages with role and content.");
  }
  if (typeof row.chosen === "string" && typeof row.rejected === "string") {
    return prompt === null ? splitTexts(row.chosen, row.rejected) : withoutPrompt(prompt, row.chosen, row.rejected, notices);
  }
  const chosen = readMessages(row.chosen);
  const rejected = readMessages(row.rejected);
  if (chosen === null)
    return refuse("chosen", "It is neither a text nor a conversation.", "Write a text, or messages with role and content.");
  if (rejected === null)
    return refuse("rejected", "It is neither a text nor a conversation.", "Write a text, or messages with role and content.");
  const before = prompt === null || beginsWith(chosen, prompt) ? [] : prompt;
  const split = splitConversations([...before, ...chosen], [...before, ...rejected], notices);
  if (split === null) {
    return refuse(
      "chosen, rejected",
      "A conversation does not end with the assistant's turn.",
      "End both with the response that was judged.",
    );
  }
  return { prompt: split.prompt, chosen: split.first, rejected: split.second, flags: split.flags };
}

/** Whether a conversation repeats its prompt, as UltraFeedback's binarised rows do. */
function beginsWith(messages: readonly MessageRecord[], prompt: readonly MessageRecord[]): boolean {
  const last = prompt.at(-1);
  const place = messages.findIndex(({ role, content }) => role === last?.role && content === last.content);
  return place !== -1 && place < messages.length - 1;
}

/** Two texts that begin with the same prompt, cut as TRL cuts them: at the last space of what they share. */
function splitTexts(chosen: string, rejected: string): Sides | ParsedPart {
  let shared = 0;
  while (shared < chosen.length && chosen[shared] === rejected[shared]) shared++;
  const cut = chosen === rejected ? 0 : chosen.lastIndexOf(" ", Math.max(shared - 1, 0));
  const at = Math.max(cut, 0);
  return {
    prompt: at === 0 ? [] : [{ role: "user", content: chosen.slice(0, at) }],
    chosen: chosen.slice(at),
    rejected: rejected.slice(at),
  };
}

/** Responses that repeat the text of their prompt are cut behind it. */
function withoutPrompt(prompt: MessageRecord[], chosen: string, rejected: string, notices: string[]): Sides {
  const [only] = prompt;
  const text = prompt.length === 1 && only ? only.content : "";
  if (text.length < 20 || !chosen.startsWith(text) || !rejected.startsWith(text)) return { prompt, chosen, rejected };
  notices.push("Both responses begin with the prompt; it is taken once.");
  return { prompt, chosen: chosen.slice(text.length).trimStart(), rejected: rejected.slice(text.length).trimStart() };
}

function isOwn(row: Record<string, unknown>): boolean {
  return "comparison" in row && "annotator_kind" in row && "strength_known" in row && toNumber(row.score) !== null;
}

/** A row that Concord wrote: A and B as they were, by whom, how strongly. */
function parseOwn(
  row: Record<string, unknown>,
  sides: Sides & Pick<ComparisonRecord, "metadata">,
  [chosenModel, rejectedModel]: (string | undefined)[],
  context: ParseContext,
): ParsedPart {
  const { prompt, chosen, rejected, metadata, flags } = sides;
  const score = toNumber(row.score) ?? 0;
  const isB = score > 0;
  const probability = toNumber(row.probability_chosen);
  const label: Partial<LabelRecord> = {
    ...ownAnnotator(row),
    score,
    ...(toBoolean(row.strength_known) === false && { strengthKnown: false }),
    ...(probability !== null && { probabilityB: isB ? probability : 1 - probability }),
  };
  const record: ComparisonRecord = {
    prompt,
    responseA: isB ? rejected : chosen,
    responseB: isB ? chosen : rejected,
    ...models(isB ? rejectedModel : chosenModel, isB ? chosenModel : rejectedModel),
    ...(metadata && { metadata }),
    ...(flags && { flags }),
    labels: [toLabel(context, label)],
  };
  const id = toId(row.comparison);
  if (id !== null) record.id = id;
  return checked(record, [], ["chosen, rejected"]);
}

/** Who preferred. A consensus is nobody's label: an adjudicator's answer is a person's, and a majority follows a rule. */
export function ownAnnotator(row: Record<string, unknown>): Partial<Pick<LabelRecord, "annotator" | "kind">> {
  const annotator = toName(row.annotator);
  const kind = String(row.annotator_kind ?? "").toUpperCase();
  const known =
    kind === "AI" || kind === "BASELINE" ? kind : kind === "CONSENSUS" && annotator !== "adjudication" ? "BASELINE" : "HUMAN";
  return { ...(annotator !== undefined && { annotator }), kind: known };
}
