import { ANSWERS, NO_SCORE } from "@/lib/labels/columns/label-store";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { LabelCounts } from "./types";

type Columns = Pick<LabelColumns, "count" | "labels" | "annotators" | "criteria" | "comparisonCount" | "withdrawn">;

/** People's labels on one criterion, counted in one pass. Withdrawn comparisons are left out, as everywhere. O(labels). */
export function countLabels(columns: Columns, criterion: string): LabelCounts {
  const { labels, annotators, criteria, withdrawn } = columns;
  const asked = criteria.findIndex(({ key }) => key === criterion);
  const skip = ANSWERS.indexOf("SKIP");
  const firstLabeller = new Int32Array(columns.comparisonCount).fill(-1);
  const isLabelledTwice = new Uint8Array(columns.comparisonCount);
  const active = new Set<number>();
  let byPeople = 0;
  let skips = 0;
  let otherAnswers = 0;
  for (let row = 0; row < columns.count; row++) {
    const annotator = labels.annotator[row] ?? -1;
    const comparison = labels.comparison[row] ?? -1;
    if (labels.criterion[row] !== asked || annotators[annotator]?.kind !== "HUMAN" || withdrawn[comparison] === 1) continue;
    // A repeat measures a person's own consistency and is no further label.
    if ((labels.repeatIndex[row] ?? 0) > 0) continue;
    if (labels.answer[row] === skip) skips++;
    else if (labels.score[row] === NO_SCORE) otherAnswers++;
    else {
      byPeople++;
      active.add(annotator);
      // A person's second label of a comparison, in another round, makes no second person.
      if (firstLabeller[comparison] === -1) firstLabeller[comparison] = annotator;
      else if (firstLabeller[comparison] !== annotator) isLabelledTwice[comparison] = 1;
    }
  }
  return {
    byPeople,
    skips,
    otherAnswers,
    labelled: firstLabeller.reduce((sum, labeller) => sum + (labeller === -1 ? 0 : 1), 0),
    labelledTwice: isLabelledTwice.reduce((sum, each) => sum + each, 0),
    people: active.size,
  };
}
