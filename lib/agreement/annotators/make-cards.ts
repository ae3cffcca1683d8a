import "server-only";
import type { AnnotatorCards } from "@/lib/agreement/annotators-types";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { pickCriterion, pickRound } from "@/lib/agreement/pick";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { db } from "@/lib/db/client";
import type { CanonicalAnswer } from "@/lib/gold/types";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { MAY_BE_OLD_ABOVE, type Made } from "@/lib/reckoning/recent-answers";
import { buildCards } from "./build-cards";
import { readTimes } from "./read-times";
import type { AnnotatorsQuery } from "./schema";

declare global {
  var concordAnnotatorCards: ReportCache<AnnotatorCards> | undefined;
}

const RESAMPLES = 2000;
const SEED = 1;

/** A job of `reckon`: the cards of a project's people. */
export async function makeAnnotatorCards({
  projectId,
  query,
}: {
  projectId: string;
  query: AnnotatorsQuery;
}): Promise<Made<AnnotatorCards>> {
  const allGold = await db().goldLabel.findMany({
    where: { projectId: projectId },
    orderBy: { comparisonId: "asc" },
    select: { comparisonId: true, criterionId: true, answer: true, score: true },
  });
  // From here to the gathering nothing is waited for: another reading would write to the same columns.
  const columns = await getLabelColumns(projectId);
  const criterion = pickCriterion(columns, query.criterion);
  const round = query.round === undefined ? null : pickRound(columns, query.round);
  const roundId = round === null ? null : (columns.rounds[round.index]?.id ?? null);
  const gold = allGold.filter((each) => each.criterionId === criterion.id);
  globalThis.concordAnnotatorCards ??= createReportCache();
  const answer = await globalThis.concordAnnotatorCards.get({
    question: JSON.stringify([projectId, criterion.id, round?.index]),
    version: JSON.stringify([columns.version, columns.annotators, criterion, round, gold]),
    make: () =>
      buildCards(columns, {
        criterion,
        round,
        gold: toNumbered(columns, gold),
        readTimes: () => readTimes(projectId, roundId),
        resampling: { seed: SEED, resamples: RESAMPLES, breathe: createBreathing(nextTurn) },
      }),
  });
  return { answer, mayBeOld: columns.count > MAY_BE_OLD_ABOVE };
}

type StoredGold = { comparisonId: string; answer: string; score: number | null };

function toNumbered(columns: LabelColumns, gold: readonly StoredGold[]): Map<number, CanonicalAnswer> {
  return new Map(
    gold.flatMap(({ comparisonId, answer, score }): [number, CanonicalAnswer][] => {
      const comparison = columns.findComparison(comparisonId);
      if (comparison < 0 || (answer !== "PREFERENCE" && answer !== "UNSURE" && answer !== "BOTH_BAD")) return [];
      return [[comparison, { answer, score }]];
    }),
  );
}
