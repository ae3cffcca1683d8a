import "server-only";
import type { AnnotatorCards } from "@/lib/agreement/annotators-types";
import { createBreathing, nextTurn } from "@/lib/agreement/figures";
import { pickCriterion, pickRound } from "@/lib/agreement/queries";
import { createReportCache, type ReportCache } from "@/lib/agreement/report-cache";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import type { CanonicalAnswer } from "@/lib/gold/types";
import { getLabelColumns, type LabelColumns } from "@/lib/labels/label-columns";
import { buildCards } from "./build-cards";
import { readTimes } from "./read-times";
import type { AnnotatorsQuery } from "./schema";

declare global {
  var concordAnnotatorCards: ReportCache<AnnotatorCards> | undefined;
}

const RESAMPLES = 2000;
const SEED = 1;
/** With more labels than this the last cards are shown while the next ones are made. */
const ALWAYS_FRESH_UP_TO = 20_000;

/**
 * How each person of a project labels: agreement with gold, with the others, with themselves, side, strength, time and drift. For
 * researchers; nobody is shown their own.
 *
 * @throws AppError `not_found` if the project is not the actor's to read, or has no such round; `invalid` for an unknown criterion.
 */
export async function getAnnotatorCards(actor: Actor, idOrSlug: string, query: AnnotatorsQuery): Promise<AnnotatorCards> {
  const project = await getProject(actor, idOrSlug, "read");
  const allGold = await db().goldLabel.findMany({
    where: { projectId: project.id },
    orderBy: { comparisonId: "asc" },
    select: { comparisonId: true, criterionId: true, answer: true, score: true },
  });
  // From here to the gathering nothing is waited for: another reading would write to the same columns.
  const columns = await getLabelColumns(project.id);
  const criterion = pickCriterion(columns, query.criterion);
  const round = query.round === undefined ? null : pickRound(columns, query.round);
  const roundId = round === null ? null : (columns.rounds[round.index]?.id ?? null);
  const gold = allGold.filter((each) => each.criterionId === criterion.id);
  globalThis.concordAnnotatorCards ??= createReportCache();
  return globalThis.concordAnnotatorCards.get({
    question: JSON.stringify([project.id, criterion.id, round?.index]),
    version: JSON.stringify([columns.version, columns.annotators, criterion, round, gold]),
    mayBeOld: columns.count > ALWAYS_FRESH_UP_TO,
    make: () =>
      buildCards(columns, {
        criterion,
        round,
        gold: toNumbered(columns, gold),
        readTimes: () => readTimes(project.id, roundId),
        resampling: { seed: SEED, resamples: RESAMPLES, breathe: createBreathing(nextTurn) },
      }),
  });
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
