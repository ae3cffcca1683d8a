import { createHash } from "node:crypto";
import { ANSWERS, createLabelStore, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { ColumnAnnotator, LabelColumns } from "@/lib/labels/label-columns";
import type { LabelAnswer } from "@/lib/labels/types";

/** A label for a test in memory. */
export interface TestLabel {
  comparison: string;
  annotator: string;
  /** A score, or an answer without one. */
  value: number | Exclude<LabelAnswer, "PREFERENCE">;
  /** The comparison's own by default. */
  cluster?: string;
  probabilityB?: number;
  strengthKnown?: boolean;
  repeatIndex?: number;
  /** Whether B stood on the left; unknown by default. */
  swapped?: boolean;
  /** Number of its round; none by default. */
  round?: number;
  submittedAt?: number;
}

/** Columns of one criterion as `getLabelColumns` would give them; names stand for ids. Annotators of whom nothing is said are people. */
export function columnsOf(
  labels: readonly TestLabel[],
  kinds: Readonly<Record<string, ColumnAnnotator["kind"]>> = {},
): LabelColumns {
  const store = createLabelStore();
  const clusters = new Map<string, number>();
  const annotators: ColumnAnnotator[] = [];
  for (const [i, label] of labels.entries()) {
    const place = store.placeOf(idBytes(`label ${i}`), 0);
    const comparison = store.comparisons.add(idBytes(label.comparison), 0);
    const annotator = store.annotators.add(idBytes(label.annotator), 0);
    if (annotator === annotators.length) {
      const kind = kinds[label.annotator] ?? "HUMAN";
      annotators.push({ id: store.annotators.textAt(annotator), name: label.annotator, kind, origin: "IMPORTED", judge: null });
    }
    const key = label.cluster ?? label.comparison;
    if (!clusters.has(key)) clusters.set(key, clusters.size);
    store.fitComparisons();
    store.clusters[comparison] = clusters.get(key) ?? 0;
    const { arrays } = store;
    arrays.comparison[place] = comparison;
    arrays.annotator[place] = annotator;
    arrays.round[place] = label.round ?? -1;
    arrays.repeatIndex[place] = label.repeatIndex ?? 0;
    arrays.answer[place] = ANSWERS.indexOf(typeof label.value === "number" ? "PREFERENCE" : label.value);
    arrays.score[place] = typeof label.value === "number" ? label.value : NO_SCORE;
    arrays.probabilityB[place] = label.probabilityB ?? Number.NaN;
    arrays.probabilityBClamped[place] = Number.NaN;
    arrays.presentedSwapped[place] = label.swapped === undefined ? -1 : Number(label.swapped);
    arrays.orderConsistent[place] = -1;
    arrays.strengthKnown[place] = label.strengthKnown === false ? 0 : 1;
    arrays.submittedAt[place] = label.submittedAt ?? i;
  }
  return {
    version: "test",
    count: store.count,
    labels: store.arrays,
    annotators,
    criteria: [{ id: testId("helpful"), key: "helpful", polarity: "BETTER", position: 0, archivedAt: null }],
    rounds: [],
    comparisonCount: store.comparisons.size,
    clusters: store.clusters,
    withdrawn: store.withdrawn,
    comparisonId: (comparison) => store.comparisons.textAt(comparison),
    findComparison: (id) => store.comparisons.find(id),
    findComparisonAt: (bytes, offset) => store.comparisons.findAt(bytes, offset),
    numbering: store,
    comparisonOrder: () => store.comparisonOrder(),
  };
}

/** The id that stands for a name. */
export function testId(name: string): string {
  const hex = idBytes(name).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function idBytes(name: string): Buffer {
  return createHash("md5").update(name).digest();
}
