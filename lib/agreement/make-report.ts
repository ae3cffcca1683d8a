import "server-only";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { buildReport } from "./build-report";
import { nextTurn } from "./figures";
import { getFilteredColumns } from "./filters/get-filtered-columns";
import { marksOf } from "./filters/known-filters";
import { readJudgeOrders } from "./judge/judge-orders";
import { readLonger } from "./judge/read-lengths";
import { pickCriterion, pickRound } from "./pick";
import { createReportCache, type ReportCache } from "./report-cache";
import type { AgreementOptions } from "./schema";
import { readTimeline } from "./slices/read-timeline";
import type { AgreementReport } from "./types";

declare global {
  var concordAgreementReports: ReportCache<AgreementReport> | undefined;
}

/** A job of `reckon`: the agreement report of a project's labels, made once for all who ask until something changes. */
export async function makeAgreementReport({
  project,
  options,
}: {
  project: { id: string; slug: string };
  options: AgreementOptions;
}): Promise<Made<AgreementReport>> {
  // Before the columns are read: later readings write to them.
  const timeline = await readTimeline(project.id);
  const { columns, filter, reported, facts } = await getFilteredColumns(project.id, options);
  const criterion = pickCriterion(columns, options.criterion);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  globalThis.concordAgreementReports ??= createReportCache();
  const answer = await globalThis.concordAgreementReports.get({
    question: JSON.stringify([project.id, criterion.id, options]),
    // What else the report says: names may change without a label.
    version: JSON.stringify([
      project.slug,
      columns.version,
      columns.annotators,
      criterion,
      round,
      reported,
      marksOf(filter),
      timeline,
    ]),
    make: () =>
      buildReport(columns, {
        project: project.slug,
        criterion,
        round,
        options,
        filter,
        filters: reported,
        facts,
        timeline,
        readOrders: () => readJudgeOrders(project.id, criterion.id, columns),
        readLonger: () => readLonger(project.id, columns),
        pause: nextTurn,
      }),
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}
