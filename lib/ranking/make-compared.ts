import "server-only";
import { pickCriterion } from "@/lib/agreement/pick";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { getLabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { compareModels } from "./beside/compare-models";
import type { ModelsCompared } from "./beside-types";
import type { ModelsView } from "./schema";

declare global {
  var concordComparedModels: ReportCache<ModelsCompared> | undefined;
}

/** A job of `reckon`: what stands beside people's ranking and a judge's. `judge` is an annotator's id, null without one. */
export async function makeComparedModels({
  projectId,
  judge,
  options,
}: {
  projectId: string;
  judge: string | null;
  options: Omit<ModelsView, "judge">;
}): Promise<Made<ModelsCompared>> {
  const columns = await getLabelColumns(projectId);
  const criterion = pickCriterion(columns, options.criterion);
  globalThis.concordComparedModels ??= createReportCache();
  const { method, seed } = options;
  const answer = await globalThis.concordComparedModels.get({
    question: JSON.stringify([projectId, criterion.id, judge, method, seed]),
    version: JSON.stringify([columns.version, columns.annotators, criterion]),
    make: () => compareModels({ projectId, columns, criterion, judge, method, seed }),
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}
