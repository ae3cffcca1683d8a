import "server-only";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { getFilteredColumns } from "@/lib/agreement/filters/get-filtered-columns";
import { marksOf } from "@/lib/agreement/filters/known-filters";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { toRatings } from "@/lib/agreement/ratings";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { testAgainstBest } from "./against-best";
import type { LeaderboardOptions } from "./schema";
import type { BestTests } from "./types";

declare global {
  var concordBestTests: ReportCache<BestTests> | undefined;
}

/** A job of `reckon`: the best judge against each of the others, all by their annotators' ids. */
export async function makeBestTests({
  projectId,
  criterion: wanted,
  options,
  best,
  others,
}: {
  projectId: string;
  criterion: string;
  options: LeaderboardOptions;
  best: string;
  others: readonly string[];
}): Promise<Made<BestTests>> {
  const { columns, filter, reported } = await getFilteredColumns(projectId, options);
  const criterion = pickCriterion(columns, wanted);
  const round = options.round === undefined ? null : pickRound(columns, options.round);
  const { ties, invalid, seed } = options;
  globalThis.concordBestTests ??= createReportCache();
  const answer = await globalThis.concordBestTests.get({
    question: JSON.stringify([projectId, criterion.id, round?.index, options, best, others]),
    version: JSON.stringify([columns.version, reported, marksOf(filter)]),
    make: () => {
      const ratings = toRatings(columns, {
        ties,
        invalid,
        criterion: criterion.index,
        round: round?.index ?? null,
        filter,
        kinds: ["HUMAN", "AI"],
      });
      const placeOf = (id: string) => ratings.annotators.findIndex((annotator) => annotator.id === id);
      return testAgainstBest(ratings, placeOf(best), others.map(placeOf), { seed, breathe: createBreathing(nextTurn) });
    },
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}
