import { firstBecomesA } from "@/lib/datasets/content-hash";
import type { ComparisonRecord, LabelRecord, MessageRecord } from "@/lib/datasets/record";
import { HISTORIES_PART } from "./flags";
import { checked, type ParseContext, type ParsedPart, refuse } from "./format";
import { type SplitPair, splitPair } from "./messages";

/** What a label says beside its side; its annotator is named by the file where nothing else names it. */
export type LabelDetails = Omit<LabelRecord, "score" | "annotator" | "kind"> & Partial<Pick<LabelRecord, "annotator" | "kind">>;

/** Two responses of which the file puts the better one first. */
export interface ChosenPair {
  prompt: MessageRecord[];
  chosen: string;
  rejected: string;
  chosenModel?: string | undefined;
  rejectedModel?: string | undefined;
  label?: LabelDetails;
  /** The strength of the preference, where the file tells it; else it is stored as not known. */
  strength?: number | undefined;
  more?: Partial<Omit<ComparisonRecord, "prompt" | "responseA" | "responseB" | "labels">>;
  column?: string;
}

/**
 * A comparison of a chosen and a rejected response: which of them is A is decided by their content, so that A never means "better".
 */
export function toChosenPair(pair: ChosenPair, context: ParseContext, notices: string[] = []): ParsedPart {
  const { prompt, chosen, rejected, strength, column = "chosen, rejected" } = pair;
  if (chosen === rejected && pair.chosenModel === pair.rejectedModel) {
    return refuse(column, "Both responses are the same text.", "There is nothing to compare; leave the row out.");
  }
  const chosenIsA = firstBecomesA(prompt, chosen, rejected);
  const size = strength ?? 2;
  const record: ComparisonRecord = {
    prompt,
    responseA: chosenIsA ? chosen : rejected,
    responseB: chosenIsA ? rejected : chosen,
    ...models(chosenIsA ? pair.chosenModel : pair.rejectedModel, chosenIsA ? pair.rejectedModel : pair.chosenModel),
    ...pair.more,
    labels: [
      toLabel(context, {
        ...pair.label,
        score: chosenIsA ? -size : size,
        ...(strength === undefined && { strengthKnown: false }),
      }),
    ],
  };
  return checked(record, notices, [column]);
}

/** Names of models that are known, and no others. */
export function models(modelA: string | undefined, modelB: string | undefined): Pick<ComparisonRecord, "modelA" | "modelB"> {
  return { ...(modelA !== undefined && { modelA }), ...(modelB !== undefined && { modelB }) };
}

/** A label by whoever the file names, else by the annotator that the importer or the file's own name gives. */
export function toLabel(context: ParseContext, label: Partial<LabelRecord>): LabelRecord {
  return { annotator: context.annotatorName ?? context.fileName.slice(0, 200), kind: "HUMAN", ...label };
}

/** A score of a side alone: −2 for A, +2 for B, whose strength is not known; or a tie. */
export function sideOnly(side: "A" | "B" | "tie"): Pick<LabelRecord, "score" | "strengthKnown"> {
  return side === "tie" ? { score: 0 } : { score: side === "A" ? -2 : 2, strengthKnown: false };
}

/** Two conversations cut where they part; a notice and a flag say where a response holds several turns. */
export function splitConversations(
  one: readonly MessageRecord[],
  other: readonly MessageRecord[],
  notices: string[],
): (SplitPair & { flags?: string[] }) | null {
  const split = splitPair(one, other);
  if (!split?.parts) return split;
  notices.push(
    "The two conversations part before their last turn: what they share is the prompt, the rest of each its response.",
  );
  return { ...split, flags: [HISTORIES_PART] };
}

/** Every two of a list, the earlier one first. */
export function everyPair<T>(list: readonly T[]): [T, T][] {
  return list.flatMap((one, index) => list.slice(index + 1).map((other): [T, T] => [one, other]));
}
