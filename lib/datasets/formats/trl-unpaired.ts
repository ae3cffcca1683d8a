import type { ComparisonRecord, MessageRecord } from "@/lib/datasets/record";
import {
  type ColumnUse,
  checked,
  type ImportFormat,
  type NumberedRow,
  type ParseContext,
  type RowReader,
  refuse,
  toId,
} from "./format";
import { readMessages, readPrompt, toResponse } from "./messages";
import { toChosenPair } from "./pair";
import { ownAnnotator } from "./trl";
import { otherColumns, toBoolean, toNumber } from "./values";

// TRL's unpaired preference type, as KTOTrainer takes it: a completion and whether it is desired.
// https://huggingface.co/docs/trl/dataset_formats#unpaired-preference

const COLUMNS: Record<string, ColumnUse> = {
  prompt: { becomes: "Prompt", how: "a text or messages; rows of the same prompt are put together" },
  completion: { becomes: "Response", how: "paired with one of the other label under the same prompt" },
  label: { becomes: "Label", how: "true is preferred to false; strength unknown" },
};
const KNOWN: ReadonlySet<string> = new Set([
  "prompt",
  "completion",
  "label",
  "score",
  "strength_known",
  "annotator",
  "annotator_kind",
  "probability_chosen",
  "comparison",
]);

/** Rows that wait for a partner hold no more than this. */
const MOST_WAITING = 20_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** TRL's unpaired rows: two of one prompt, one desired and one not, make a comparison. */
export const trlUnpaired: ImportFormat = {
  name: "trl-unpaired",
  title: "TRL unpaired (KTO): a completion a row, desired or not",
  recognises: (row) =>
    readCompletion(row.completion) !== null && toBoolean(row.label) !== null && readPrompt(row.prompt) !== null,
  parse: () => refuse("", "A single row is no comparison.", "Read the file as a whole."),
  open: (context) => new Pairing(context),
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function readCompletion(value: unknown): string | null {
  if (typeof value === "string") return value;
  const messages = readMessages(value);
  return messages && toResponse(messages);
}

interface Waiting {
  number: number;
  row: Record<string, unknown>;
  prompt: MessageRecord[];
  completion: string;
  isDesired: boolean;
}

/** Puts rows of one prompt together: each meets the first that waits with the other label. */
class Pairing implements RowReader {
  private readonly waiting = new Map<string, Waiting[]>();
  private count = 0;
  private characters = 0;

  constructor(private readonly context: ParseContext) {}

  read(row: Record<string, unknown>, number: number): NumberedRow[] {
    const prompt = readPrompt(row.prompt);
    const completion = readCompletion(row.completion);
    const isDesired = toBoolean(row.label);
    if (prompt === null)
      return [
        {
          row: number,
          parsed: refuse("prompt", "It is missing, or neither a text nor a conversation.", "Write a text, or messages."),
        },
      ];
    if (completion === null)
      return [
        { row: number, parsed: refuse("completion", "It is missing, or neither a text nor messages.", "Write the response.") },
      ];
    if (isDesired === null)
      return [{ row: number, parsed: refuse("label", `The label is ${JSON.stringify(row.label)}.`, "Write true or false.") }];
    const key = JSON.stringify([toId(row.comparison), row.annotator ?? null, prompt]);
    const others = this.waiting.get(key) ?? [];
    const place = others.findIndex((other) => other.isDesired !== isDesired);
    const here: Waiting = { number, row, prompt, completion, isDesired };
    const [partner] = place === -1 ? [] : others.splice(place, 1);
    if (partner) {
      this.forget(key, others, partner);
      return [{ row: partner.number, parsed: isDesired ? this.pair(here, partner) : this.pair(partner, here) }];
    }
    this.waiting.set(key, [...others, here]);
    this.count++;
    this.characters += completion.length + key.length;
    return this.dropOldest();
  }

  end(): NumberedRow[] {
    return [...this.waiting.values()]
      .flat()
      .map(alone)
      .toSorted((a, b) => a.row - b.row);
  }

  private pair(desired: Waiting, other: Waiting): NumberedRow["parsed"] {
    const { row, prompt, completion: chosen } = desired;
    const rejected = other.completion;
    const score = toNumber(row.score);
    const metadata = otherColumns(row, KNOWN);
    if (score === null || score === 0 || !("comparison" in row))
      return toChosenPair({ prompt, chosen, rejected, more: metadata, column: "label" }, this.context);
    const probability = toNumber(row.probability_chosen);
    const record: ComparisonRecord = {
      prompt,
      responseA: score > 0 ? rejected : chosen,
      responseB: score > 0 ? chosen : rejected,
      ...metadata,
      labels: [
        {
          annotator: this.context.annotatorName ?? this.context.fileName.slice(0, 200),
          kind: "HUMAN",
          ...ownAnnotator(row),
          score,
          ...(toBoolean(row.strength_known) === false && { strengthKnown: false }),
          ...(probability !== null && { probabilityB: score > 0 ? probability : 1 - probability }),
        },
      ],
    };
    const id = toId(row.comparison);
    if (id !== null) record.id = id;
    return checked(record, [], ["label"]);
  }

  private forget(key: string, left: Waiting[], gone: Waiting): void {
    if (left.length === 0) this.waiting.delete(key);
    else this.waiting.set(key, left);
    this.count--;
    this.characters -= gone.completion.length + key.length;
  }

  private dropOldest(): NumberedRow[] {
    const dropped: NumberedRow[] = [];
    while (this.count > MOST_WAITING || this.characters > MOST_CHARACTERS) {
      const [oldest] = this.waiting;
      if (!oldest) break;
      const [key, rows] = oldest;
      const [first, ...left] = rows;
      if (!first) break;
      this.forget(key, left, first);
      dropped.push(alone(first));
    }
    return dropped;
  }
}

function alone({ number, isDesired }: Waiting): NumberedRow {
  const wanted = isDesired ? "undesired" : "desired";
  return {
    row: number,
    parsed: refuse(
      "label",
      `No ${wanted} completion of the same prompt stands in the file, so there is nothing to compare it with.`,
      `Add one, or leave the row out. Rows of one prompt may stand up to ${MOST_WAITING} rows apart.`,
    ),
  };
}
