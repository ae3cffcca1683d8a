import type { LabelView } from "@/lib/comparisons/types";

const ORDER = { HUMAN: 0, AI: 1, BASELINE: 2 } as const;

/** People, judges, baselines; each by name, an annotator's second showing after the first. */
export function sortLabels(labels: readonly LabelView[]): LabelView[] {
  return labels.toSorted(
    (one, other) =>
      ORDER[one.annotator.kind] - ORDER[other.annotator.kind] ||
      one.annotator.name.localeCompare(other.annotator.name) ||
      one.repeatIndex - other.repeatIndex,
  );
}
