import "server-only";
import { getFilteredColumns } from "@/lib/agreement/filters/get-filtered-columns";
import { marksOf } from "@/lib/agreement/filters/known-filters";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
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
  const { columns, filter, reported } = await getFilteredColumns(projectId, options);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  globalThis.concordComparedModels ??= createReportCache();
  const { method, seed } = options;
  const answer = await globalThis.concordComparedModels.get({
    question: JSON.stringify([projectId, criterion.id, judge, options]),
    version: JSON.stringify([columns.version, columns.annotators, criterion, round, reported, marksOf(filter)]),
    make: () => compareModels({ projectId, columns, criterion, round: round?.index ?? null, filter, judge, method, seed }),
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}
