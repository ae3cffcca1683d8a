import { firstBecomesA } from "@/lib/datasets/content-hash";
import type { ComparisonRecord, LabelRecord, MessageRecord } from "@/lib/datasets/record";
import { EMPTY_RESPONSE, HISTORIES_PART, TURNS_REPEAT } from "./flags";
import { type ColumnUse, checked, type ImportFormat, type ParseContext, type ParsedPart, refuse, toText } from "./format";
import {
  type Block,
  formatResponse,
  formatTranscript,
  parseTranscript,
  toBlocks,
  toMessages,
  toResponseText,
} from "./transcript";

const COLUMNS: Record<string, ColumnUse> = {
  chosen: { becomes: "Prompt and response", how: "a conversation, split before its last Assistant turn; the preferred one" },
  rejected: { becomes: "Response", how: "its last Assistant turn; which of the two is A is decided by a hash of the content" },
};

/** HH-RLHF preference rows: two whole transcripts, the better one first. */
export const hhRlhf: ImportFormat = {
  name: "hh-rlhf",
  title: "HH-RLHF: each row holds a chosen and a rejected conversation",
  recognises: (row) => isTranscript(row.chosen) && isTranscript(row.rejected),
  parse,
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function isTranscript(value: unknown): boolean {
  return typeof value === "string" && (value.startsWith("\n\nHuman:") || value.startsWith("\n\nAssistant:"));
}

function parse(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const notices: string[] = [];
  const chosen = readBlocks(row.chosen, "chosen", notices);
  if (!Array.isArray(chosen)) return chosen;
  const rejected = readBlocks(row.rejected, "rejected", notices);
  if (!Array.isArray(rejected)) return rejected;

  const shared = sharedBlocks(chosen, rejected);
  const parts = shared < chosen.length - 1 || shared < rejected.length - 1;
  const prompt = toMessages(chosen.slice(0, shared));
  const better = toResponseText(chosen.slice(shared));
  const worse = toResponseText(rejected.slice(shared));
  if (better === worse) {
    return refuse("chosen, rejected", "Both responses are the same text.", "There is nothing to compare; leave the row out.");
  }
  const odd = findOddities({ chosen, rejected, parts, isEmpty: better.trim() === "" || worse.trim() === "" });
  notices.push(...odd.map(({ notice }) => notice));

  const chosenIsA = firstBecomesA(prompt, better, worse);
  const { chosen: _chosen, rejected: _rejected, ...metadata } = row;
  const record: ComparisonRecord = {
    prompt,
    responseA: chosenIsA ? better : worse,
    responseB: chosenIsA ? worse : better,
    turnIndex: prompt.filter((message) => message.role === "assistant").length + 1,
    labels: [toLabel(chosenIsA, context)],
  };
  if (Object.keys(metadata).length > 0) record.metadata = metadata;
  if (odd.length > 0) record.flags = odd.map(({ flag }) => flag);
  return checked(record, notices, ["chosen, rejected"]);
}

interface Read {
  chosen: readonly Block[];
  rejected: readonly Block[];
  parts: boolean;
  isEmpty: boolean;
}

/** What is odd about a pair and refuses nothing: stored as it is, flagged, and said. */
function findOddities({ chosen, rejected, parts, isEmpty }: Read): { flag: string; notice: string }[] {
  const odd: { flag: string; notice: string }[] = [];
  if (parts) {
    odd.push({
      flag: HISTORIES_PART,
      notice: "The two conversations part before their last turn: what they share is the prompt, the rest of each its response.",
    });
  }
  if (isEmpty)
    odd.push({
      flag: EMPTY_RESPONSE,
      notice: "A response has no text. It is kept as it is; withdraw the comparison to leave it out.",
    });
  if (hasRepeatedTurn(chosen) || hasRepeatedTurn(rejected)) {
    odd.push({ flag: TURNS_REPEAT, notice: "One speaker has two turns in a row. They are kept as two turns." });
  }
  return odd;
}

function hasRepeatedTurn(blocks: readonly Block[]): boolean {
  return blocks.some((block, index) => index > 0 && block.role === blocks[index - 1]?.role);
}

function readBlocks(value: unknown, column: string, notices: string[]): Block[] | ParsedPart {
  const text = toText(value, column, notices);
  if (text === null)
    return refuse(column, "It is missing or no text.", 'Write a whole conversation: "\\n\\nHuman: …\\n\\nAssistant: …".');
  const blocks = parseTranscript(text);
  if (blocks === null) {
    return refuse(
      column,
      'The text does not begin with "\\n\\nHuman:".',
      'Write a whole conversation: "\\n\\nHuman: …\\n\\nAssistant: …".',
    );
  }
  if (blocks.at(-1)?.role === "Human") {
    return refuse(
      column,
      "The last turn is a Human turn, so there is no response.",
      "Add the Assistant turn or leave the row out.",
    );
  }
  return blocks;
}

/** How many blocks both conversations begin with; each keeps its last block as a response. */
function sharedBlocks(one: readonly Block[], other: readonly Block[]): number {
  const most = Math.min(one.length, other.length) - 1;
  let shared = 0;
  while (shared < most && one[shared]?.role === other[shared]?.role && one[shared]?.text === other[shared]?.text) shared++;
  return shared;
}

/** The file's preference. It says no strength: ±2 by convention, never counted as weak or strong. */
function toLabel(chosenIsA: boolean, context: ParseContext): LabelRecord {
  return {
    annotator: context.annotatorName ?? context.fileName.slice(0, 200),
    kind: "HUMAN",
    score: chosenIsA ? -2 : 2,
    strengthKnown: false,
  };
}

/** What HH-RLHF cannot say about a prompt, or null where it can say all. */
export function unfitForTranscript(prompt: readonly MessageRecord[]): string | null {
  return toBlocks(prompt) === null ? "The prompt has a system or tool message; a transcript has only Human and Assistant." : null;
}

/** The two whole conversations of an HH-RLHF row, the better one first. */
export function toHhTexts(prompt: readonly MessageRecord[], chosen: string, rejected: string): [string, string] {
  const history = formatTranscript(toBlocks(prompt) ?? []);
  return [history + formatResponse(chosen), history + formatResponse(rejected)];
}
