import type { ExportInput } from "@/lib/datasets/export-schema";
import { toConcordLine } from "@/lib/datasets/formats/concord-jsonl";
import { toHhLine, unfitForTranscript } from "@/lib/datasets/formats/hh-rlhf";
import { toTrlLine } from "@/lib/datasets/formats/trl";
import { type Choice, choosePreferences } from "./choose-preferences";
import type { ExportedComparison } from "./read-comparisons";
import { type AnnotatorNames, toRecord } from "./to-record";

/** What lines are made with. */
export interface RowContext {
  format: ExportInput["format"];
  choice: Choice;
  names: AnnotatorNames;
  /** Key of each criterion by its id. */
  criteria: ReadonlyMap<string, string>;
  drop: (reason: string) => void;
}

/** The lines that a comparison becomes: one a preference, or one in all for the canonical file. */
export function toLines(comparison: ExportedComparison, context: RowContext): string[] {
  if (context.format === "concord-jsonl") return [toConcordLine(toRecord(comparison, context.names, context.criteria))];
  const preferences = choosePreferences(comparison, context.choice, context.drop);
  const { prompt, textA, textB } = comparison;
  return preferences.flatMap((preference) => {
    const [chosen, rejected] = preference.score > 0 ? [textB, textA] : [textA, textB];
    if (context.format === "hh-rlhf") {
      const unfit = unfitForTranscript(prompt);
      if (unfit !== null) context.drop(unfit);
      return unfit === null ? [toHhLine(prompt, chosen, rejected)] : [];
    }
    const { probabilityB, score, strengthKnown } = preference;
    return [
      toTrlLine({
        prompt,
        chosen,
        rejected,
        score,
        margin: Math.abs(score),
        strengthKnown,
        annotatorKind: preference.kind,
        annotator: preference.annotator,
        probabilityChosen: probabilityB === null ? null : score > 0 ? probabilityB : 1 - probabilityB,
        comparison: comparison.externalId ?? comparison.id,
      }),
    ];
  });
}
