import { createHash } from "node:crypto";
import { canonicalMessages } from "@/lib/datasets/content-hash";
import type { Preference } from "@/lib/datasets/export/choose-preferences";
import type { ExportedComparison } from "@/lib/datasets/export/read-comparisons";
import { HISTORIES_PART } from "@/lib/datasets/formats/flags";
import { toHhTexts, unfitForTranscript } from "@/lib/datasets/formats/hh-rlhf";
import { formatResponse, parseTranscript, toMessages } from "@/lib/datasets/formats/transcript";
import type { MessageRecord } from "@/lib/datasets/record";
import { columns, type ExportColumn, type ExportRow } from "./columns";
import { toPromptText } from "./prompt-text";

/** A format of which one preference is one or more rows; a sentence where it cannot be. */
export interface PreferenceFormat {
  columns: readonly ExportColumn[];
  /** Whether a tie has a row: its preference has the score 0. */
  withTies?: boolean;
  toRows: (comparison: ExportedComparison, preference: Preference) => ExportRow[] | string;
}

const PROVENANCE = ["strength_known:boolean", "annotator_kind:text", "annotator:text", "comparison:text"] as const;
const NO_TEXT = "The prompt is no single text: the format has one column of text for it.";

function provenance({ externalId, id }: ExportedComparison, { strengthKnown, kind, annotator }: Preference): unknown[] {
  return [strengthKnown, kind, annotator, externalId ?? id];
}

function sides({ textA, textB, modelA, modelB }: ExportedComparison, { score }: Preference) {
  return score > 0
    ? { chosen: textB, rejected: textA, chosenModel: modelB, rejectedModel: modelA }
    : { chosen: textA, rejected: textB, chosenModel: modelA, rejectedModel: modelB };
}

/** A judge's probability that the chosen response is better; null for people. */
function probabilityOf({ probabilityB, score }: Preference): number | null {
  if (probabilityB === null) return null;
  return score > 0 ? probabilityB : 1 - probabilityB;
}

const plain = (prompt: readonly MessageRecord[]) => prompt.map(({ role, content }) => ({ role, content }));
const says = (content: string): MessageRecord[] => [{ role: "assistant", content }];

const hhRlhf: PreferenceFormat = {
  columns: columns("chosen:text", "rejected:text"),
  toRows: (comparison, preference) => {
    const unfit = unfitForTranscript(comparison.prompt);
    if (unfit !== null) return unfit;
    const { chosen, rejected } = sides(comparison, preference);
    return [toHhTexts(comparison.prompt, chosen, rejected)];
  },
};

const trlUnpaired: PreferenceFormat = {
  columns: columns(
    "prompt:messages",
    "completion:messages",
    "label:boolean",
    "score:double",
    "probability_chosen:double",
    ...PROVENANCE,
  ),
  toRows: (comparison, preference) => {
    const { chosen, rejected } = sides(comparison, preference);
    const rest = [preference.score, probabilityOf(preference), ...provenance(comparison, preference)];
    const prompt = plain(comparison.prompt);
    return [
      [prompt, says(chosen), true, ...rest],
      [prompt, says(rejected), false, ...rest],
    ];
  },
};

const ultrafeedback: PreferenceFormat = {
  columns: columns(
    "prompt:text",
    "prompt_id:text",
    "chosen:messages",
    "rejected:messages",
    "messages:messages",
    "score_chosen:double",
    "score_rejected:double",
    ...PROVENANCE,
  ),
  toRows: (comparison, preference) => {
    const { chosen, rejected } = sides(comparison, preference);
    const prompt = plain(comparison.prompt);
    const asked = prompt.findLast(({ role }) => role === "user")?.content ?? "";
    const whole = [...prompt, ...says(chosen)];
    const id = createHash("sha256").update(canonicalMessages(prompt)).digest("hex");
    const strength = Math.abs(preference.score);
    return [[asked, id, whole, [...prompt, ...says(rejected)], whole, strength, 0, ...provenance(comparison, preference)]];
  },
};

const rewardBench: PreferenceFormat = {
  columns: columns(
    "id:text",
    "prompt:text",
    "chosen:text",
    "chosen_model:text",
    "rejected:text",
    "rejected_model:text",
    "subset:text",
  ),
  toRows: (comparison, preference) => {
    const prompt = toPromptText(comparison.prompt);
    if (prompt === null) return NO_TEXT;
    const { chosen, rejected, chosenModel, rejectedModel } = sides(comparison, preference);
    const id = comparison.externalId ?? comparison.id;
    const [subset, ...rest] = id.split("/");
    const isOwn = rest.length > 0;
    return [
      [isOwn ? rest.join("/") : id, prompt, chosen, chosenModel ?? "", rejected, rejectedModel ?? "", isOwn ? subset : "concord"],
    ];
  },
};

const alpacaEval: PreferenceFormat = {
  columns: columns(
    "instruction:text",
    "output_1:text",
    "output_2:text",
    "generator_1:text",
    "generator_2:text",
    "annotator:text",
    "preference:double",
    "annotator_kind:text",
    "comparison:text",
  ),
  withTies: true,
  toRows: (comparison, { score, probabilityB, annotator, kind }) => {
    const instruction = toPromptText(comparison.prompt);
    if (instruction === null) return NO_TEXT;
    const said = score === 0 ? 1.5 : score > 0 ? 2 : 1;
    const preference = probabilityB === null ? said : 1 + probabilityB;
    const { textA, textB, modelA, modelB, externalId, id } = comparison;
    return [[instruction, textA, textB, modelA, modelB, annotator, score === 0 ? said : preference, kind, externalId ?? id]];
  },
};

const mtBench: PreferenceFormat = {
  columns: columns(
    "question_id:text",
    "model_a:text",
    "model_b:text",
    "winner:text",
    "judge:text",
    "conversation_a:messages",
    "conversation_b:messages",
    "turn:integer",
  ),
  withTies: true,
  toRows: (comparison, { score, annotator }) => {
    const { prompt, textA, textB, modelA, modelB, clusterKey, externalId, id, turnIndex } = comparison;
    const winner = score === 0 ? "tie" : score > 0 ? "model_b" : "model_a";
    const question = clusterKey.startsWith("cluster:") ? clusterKey.slice("cluster:".length) : (externalId ?? id);
    const talk = (text: string) => [...plain(prompt), ...toTurns(comparison, text)];
    return [[question, modelA ?? "", modelB ?? "", winner, annotator, talk(textA), talk(textB), turnIndex ?? 1]];
  },
};

/** A response that holds several turns, since its conversation parted early, as these turns again. */
function toTurns({ flags }: ExportedComparison, text: string): MessageRecord[] {
  const blocks = flags.includes(HISTORIES_PART) ? parseTranscript(formatResponse(text)) : null;
  return blocks ? toMessages(blocks) : says(text);
}

/** The formats whose rows are preferences, but for TRL, whose columns can be chosen. */
export const PREFERENCE_FORMATS = {
  "hh-rlhf": hhRlhf,
  "trl-unpaired": trlUnpaired,
  ultrafeedback,
  "reward-bench": rewardBench,
  "alpaca-eval": alpacaEval,
  "mt-bench": mtBench,
} as const satisfies Record<string, PreferenceFormat>;
