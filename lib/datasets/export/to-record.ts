import { ROUND_KEY } from "@/lib/datasets/import/store-batch";
import { type ComparisonRecord, type LabelRecord, RECORD_ANSWERS } from "@/lib/datasets/record";
import type { ExportedComparison, ExportedLabel } from "./read-comparisons";

/** How annotators are named in a canonical file: by their names, told apart by a number where two share one. */
export type AnnotatorNames = ReadonlyMap<string, string>;

/** A comparison with its labels as the canonical record, from which an import makes the same again. */
export function toRecord(
  comparison: ExportedComparison,
  names: AnnotatorNames,
  criteria: ReadonlyMap<string, string>,
): ComparisonRecord {
  const { externalId, prompt, textA, textB, modelA, modelB, clusterKey, turnIndex, metadata, flags, labels } = comparison;
  return {
    id: externalId ?? undefined,
    prompt,
    responseA: textA,
    responseB: textB,
    modelA: modelA ?? undefined,
    modelB: modelB ?? undefined,
    cluster: clusterKey.startsWith("cluster:") ? clusterKey.slice("cluster:".length) : undefined,
    turnIndex: turnIndex ?? undefined,
    metadata,
    flags,
    labels: withRepeats(labels).map((label) => toLabelRecord(label, names, criteria)),
  };
}

/** Two labels of one person on one comparison, from two rounds, become a first and a second one: a file knows no rounds. */
function withRepeats(labels: readonly ExportedLabel[]): ExportedLabel[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const place = `${label.annotatorId} ${label.criterionId}`;
    const repeatIndex = seen.get(place) ?? 0;
    seen.set(place, repeatIndex + 1);
    return { ...label, repeatIndex };
  });
}

function toLabelRecord(label: ExportedLabel, names: AnnotatorNames, criteria: ReadonlyMap<string, string>): LabelRecord {
  const { [ROUND_KEY]: importedRound, ...metadata } = label.metadata ?? {};
  const round = label.round ?? (typeof importedRound === "string" ? importedRound : undefined);
  const answer = RECORD_ANSWERS.find((each) => each.toUpperCase() === label.answer);
  return {
    annotator: names.get(label.annotatorId) ?? label.annotator,
    kind: label.kind,
    criterion: criteria.get(label.criterionId),
    score: label.score ?? undefined,
    strengthKnown: label.strengthKnown,
    answer,
    probabilityB: label.probabilityB ?? undefined,
    probabilityBClamped: label.probabilityBClamped ?? undefined,
    rationale: label.rationale ?? undefined,
    reason: label.reason ?? undefined,
    confidence: label.confidence ?? undefined,
    ratings: label.ratings ?? undefined,
    durationMs: label.durationMs ?? undefined,
    idleMs: label.idleMs ?? undefined,
    hiddenMs: label.hiddenMs ?? undefined,
    submittedAt: label.submittedAt,
    order: label.order === "AB" || label.order === "BA" || label.order === "both" ? label.order : undefined,
    orderConsistent: label.orderConsistent ?? undefined,
    callCount: label.callCount ?? undefined,
    round,
    repeat: label.repeatIndex,
    metadata,
  };
}
