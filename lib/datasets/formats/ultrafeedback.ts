import type { ComparisonRecord, LabelRecord } from "@/lib/datasets/record";
import {
  type ColumnUse,
  checked,
  type ImportFormat,
  type ParseContext,
  type ParsedPart,
  type ParsedRow,
  refuse,
  toId,
} from "./format";
import { readMessages } from "./messages";
import { everyPair, models, sideOnly, splitConversations, toChosenPair } from "./pair";
import { ownAnnotator } from "./trl";
import { otherColumns, toBoolean, toList, toName, toNumber, toObject } from "./values";

// UltraFeedback raw: an instruction and four completions, each rated by GPT-4 on four aspects and overall.
// https://huggingface.co/datasets/openbmb/UltraFeedback (README, "Format")
// Binarised: https://huggingface.co/datasets/HuggingFaceH4/ultrafeedback_binarized (columns of the card)

const COLUMNS: Record<string, ColumnUse> = {
  instruction: { becomes: "Prompt", how: "the user's message" },
  completions: {
    becomes: "Comparisons",
    how: "every two of them; the overall scores make a label of GPT-4, aspects are kept beside it",
  },
  models: { becomes: "Models", how: "the completions name theirs" },
  prompt: { becomes: "Prompt", how: "stands in the conversations too and is taken once" },
  prompt_id: { becomes: "Cluster", how: "what intervals resample together" },
  chosen: { becomes: "Prompt and response", how: "the preferred conversation" },
  rejected: { becomes: "Response", how: "the other one" },
  messages: { becomes: "Left out", how: "the same as chosen" },
  score_chosen: { becomes: "Label", how: "kept beside it" },
  score_rejected: { becomes: "Label", how: "kept beside it" },
};
const RAW: ReadonlySet<string> = new Set(["instruction", "completions", "models"]);
const BINARISED: ReadonlySet<string> = new Set([
  "prompt",
  "prompt_id",
  "chosen",
  "rejected",
  "messages",
  "score_chosen",
  "score_rejected",
  "strength_known",
  "annotator_kind",
  "annotator",
  "comparison",
]);
const ASPECTS = ["instruction_following", "honesty", "truthfulness", "helpfulness"] as const;
const JUDGE = "gpt-4";

/** UltraFeedback as it was made, and as it was binarised for training. */
export const ultrafeedback: ImportFormat = {
  name: "ultrafeedback",
  title: "UltraFeedback: four rated completions a row, or one chosen and one rejected",
  recognises: (row) =>
    isRaw(row) || ("score_chosen" in row && "score_rejected" in row && "prompt_id" in row && readMessages(row.chosen) !== null),
  parse: (row, context) => (isRaw(row) ? parseRaw(row, context) : parseBinarised(row, context)),
  describeColumn: (column) => COLUMNS[column] ?? { becomes: `Metadata “${column}”`, how: "kept as a filter" },
};

function isRaw(row: Record<string, unknown>): boolean {
  return typeof row.instruction === "string" && toList(row.completions) !== null;
}

interface Completion {
  text: string;
  model: string | undefined;
  overall: number | null;
  aspects: Record<string, number>;
}

function parseRaw(row: Record<string, unknown>, context: ParseContext): ParsedRow {
  const completions: Completion[] = [];
  for (const [index, each] of (toList(row.completions) ?? []).entries()) {
    const completion = toObject(each);
    if (completion === null || typeof completion.response !== "string") {
      return refuse(
        `completions.${index}.response`,
        "The completion has no response.",
        "Give each completion its response as a text.",
      );
    }
    completions.push(readCompletion(completion, completion.response));
  }
  if (completions.length < 2)
    return refuse("completions", "The row has fewer than two completions.", "There is nothing to compare; leave the row out.");
  const instruction = String(row.instruction);
  return {
    kind: "several",
    parts: everyPair(completions).map(([a, b]) => toComparison(instruction, a, b, otherColumns(row, RAW), context)),
  };
}

function readCompletion(completion: Record<string, unknown>, text: string): Completion {
  const annotations = toObject(completion.annotations) ?? {};
  const aspects: Record<string, number> = {};
  for (const aspect of ASPECTS) {
    // The dataset's older files hold a list of one.
    const found = annotations[aspect];
    const rated = toObject(Array.isArray(found) ? found[0] : found);
    const rating = toNumber(rated?.Rating);
    if (rating !== null) aspects[aspect] = rating;
  }
  return { text, model: toName(completion.model, 300), overall: toNumber(completion.overall_score), aspects };
}

function toComparison(
  instruction: string,
  a: Completion,
  b: Completion,
  more: Pick<ComparisonRecord, "metadata">,
  context: ParseContext,
): ParsedPart {
  const record: ComparisonRecord = {
    prompt: [{ role: "user", content: instruction }],
    responseA: a.text,
    responseB: b.text,
    ...models(a.model, b.model),
    ...more,
  };
  if (a.text === b.text && a.model === b.model)
    return refuse("completions", "Two completions of one model are the same text.", "There is nothing to compare; remove one.");
  if (a.overall !== null && b.overall !== null) {
    const label: LabelRecord = {
      annotator: context.annotatorName ?? JUDGE,
      kind: "AI",
      ...sideOnly(a.overall === b.overall ? "tie" : a.overall > b.overall ? "A" : "B"),
      metadata: {
        score_a: a.overall,
        score_b: b.overall,
        ...(Object.keys(a.aspects).length > 0 && { aspects_a: a.aspects, aspects_b: b.aspects }),
      },
    };
    record.labels = [label];
  }
  return checked(record, [], ["completions"]);
}

function parseBinarised(row: Record<string, unknown>, context: ParseContext): ParsedPart {
  const notices: string[] = [];
  const chosen = readMessages(row.chosen);
  const rejected = readMessages(row.rejected);
  if (chosen === null || rejected === null) {
    return refuse(chosen === null ? "chosen" : "rejected", "It is no conversation.", "Write messages with role and content.");
  }
  const split = splitConversations(chosen, rejected, notices);
  if (split === null)
    return refuse("chosen, rejected", "A conversation does not end with the assistant's turn.", "End both with the response.");
  const scores = { score_chosen: toNumber(row.score_chosen), score_rejected: toNumber(row.score_rejected) };
  const cluster = toName(row.prompt_id, 512);
  const more: Partial<ComparisonRecord> = {
    ...otherColumns(row, BINARISED),
    ...(cluster !== undefined && { cluster }),
    ...(split.flags && { flags: split.flags }),
  };
  if (scores.score_chosen !== null && scores.score_chosen === scores.score_rejected) return tied(split, more, scores, context);
  const pair = { prompt: split.prompt, chosen: split.first, rejected: split.second };
  if (!("annotator_kind" in row)) {
    return toChosenPair(
      { ...pair, more, label: { annotator: context.annotatorName ?? JUDGE, kind: "AI", metadata: scores } },
      context,
      notices,
    );
  }
  // Concord's own: who preferred, and the scores' difference is the strength.
  const id = toId(row.comparison);
  const size = Math.abs((scores.score_chosen ?? 0) - (scores.score_rejected ?? 0));
  const strength = toBoolean(row.strength_known) === false ? undefined : size;
  return toChosenPair(
    { ...pair, more: { ...more, ...(id !== null && { id }) }, label: ownAnnotator(row), strength },
    context,
    notices,
  );
}

/** Equal scores: the file says chosen and rejected all the same, and means neither. */
function tied(
  split: NonNullable<ReturnType<typeof splitConversations>>,
  more: Partial<ComparisonRecord>,
  metadata: Record<string, unknown>,
  context: ParseContext,
): ParsedPart {
  const [responseA = "", responseB = ""] = [split.first, split.second].toSorted();
  const label: LabelRecord = { annotator: context.annotatorName ?? JUDGE, kind: "AI", score: 0, metadata };
  return checked(
    { prompt: split.prompt, responseA, responseB, ...more, labels: [label] },
    ["Both scores are equal, so the label is a tie."],
    ["score_chosen"],
  );
}
