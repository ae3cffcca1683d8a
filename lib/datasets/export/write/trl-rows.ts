import type { ExportedComparison } from "@/lib/datasets/export/read-comparisons";
import type { PlacedPreference } from "@/lib/datasets/export/write-rows";
import type { ExportField } from "@/lib/datasets/export-schema";
import type { MessageRecord } from "@/lib/datasets/record";
import type { ColumnType, ExportColumn, ExportRow } from "./columns";

const TYPES: Readonly<Record<ExportField, ColumnType>> = {
  score: "double",
  margin: "double",
  probability_chosen: "double",
  strength_known: "boolean",
  annotator_kind: "text",
  annotator: "text",
  comparison: "text",
  chosen_model: "text",
  rejected_model: "text",
  criterion: "text",
  conversation: "text",
  round: "text",
  order: "text",
  submitted_at: "text",
  rationale: "text",
  length_diff: "double",
  weight: "double",
};

/** TRL's columns: an explicit conversational prompt, chosen, rejected, and those that are asked for. */
export function trlColumns(fields: readonly ExportField[]): ExportColumn[] {
  const texts = ["prompt", "chosen", "rejected"].map((name) => ({ name, type: "messages" as const }));
  return [...texts, ...fields.map((name) => ({ name, type: TYPES[name] }))];
}

/** One row of TRL preference data, in the order of `trlColumns`. */
export function toTrlRow(
  comparison: ExportedComparison,
  preference: PlacedPreference,
  { fields, criteria }: { fields: readonly ExportField[]; criteria: ReadonlyMap<string, string> },
): ExportRow {
  const { prompt, textA, textB } = comparison;
  const [chosen, rejected] = preference.chosenIsB ? [textB, textA] : [textA, textB];
  const plain = prompt.map(({ role, content }) => ({ role, content }));
  return [plain, says(chosen), says(rejected), ...fields.map((field) => columnOf(field, comparison, preference, criteria))];
}

const says = (content: string): MessageRecord[] => [{ role: "assistant", content }];

function columnOf(
  field: ExportField,
  comparison: ExportedComparison,
  preference: PlacedPreference,
  criteria: ReadonlyMap<string, string>,
): unknown {
  const { chosenIsB, probabilityB } = preference;
  const { textA, textB, modelA, modelB } = comparison;
  switch (field) {
    case "score":
      return preference.score;
    case "margin":
      return preference.margin;
    case "probability_chosen":
      return probabilityB === null ? null : chosenIsB ? probabilityB : 1 - probabilityB;
    case "strength_known":
      return preference.strengthKnown;
    case "annotator_kind":
      return preference.kind;
    case "annotator":
      return preference.annotator;
    case "comparison":
      return comparison.externalId ?? comparison.id;
    case "criterion":
      return criteria.get(preference.criterionId) ?? null;
    case "conversation":
      return comparison.clusterKey;
    case "round":
      return preference.round;
    case "order":
      return preference.order;
    case "submitted_at":
      return preference.submittedAt;
    case "rationale":
      return preference.rationale;
    case "chosen_model":
      return chosenIsB ? modelB : modelA;
    case "rejected_model":
      return chosenIsB ? modelA : modelB;
    case "length_diff":
      return chosenIsB ? textB.length - textA.length : textA.length - textB.length;
    case "weight":
      return preference.weight;
  }
}
