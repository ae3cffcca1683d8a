import "server-only";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { toVerdict } from "@/lib/gold/to-verdict";
import { openPresentation, type Presentation } from "@/lib/labels/presentation-token";
import { toStoredScale } from "@/lib/labels/round-facts";
import { toClick } from "@/lib/labels/score";
import type { PersonAnswer, Scale } from "@/lib/labels/types";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { getTrainingPlace } from "./find-place";
import { readStanding } from "./standing";
import type { CriterionFeedback, Feedback } from "./types";

/**
 * What the gold says about a comparison of a training round, for the person who has answered it. Nothing is told before every required
 * question of it has a stored answer, which from then on stays as it is.
 *
 * @throws AppError `not_found` when the comparison was not put before them in this training round; `conflict` before they have answered.
 */
export async function getFeedback(actor: Actor, roundId: string, token: string): Promise<Feedback> {
  const place = await getTrainingPlace(actor, roundId);
  const shown = openPresentation(place.userId, token);
  if (!shown || shown.roundId !== roundId || shown.annotatorId !== place.annotatorId) throw notFound("The comparison");
  const assignment = await db().assignment.findFirst({
    where: { comparisonId: shown.comparisonId, id: shown.assignmentId, annotatorId: place.annotatorId, roundId },
    select: { state: true, swapped: true, repeatIndex: true },
  });
  if (!assignment) throw notFound("The comparison");
  if (assignment.state !== "DONE") {
    throw new AppError("conflict", "What the guidelines say is told once your own answer has arrived.");
  }
  const [criteria, standing] = await Promise.all([listFeedback(shown), readStanding(place.annotatorId, roundId, place.passMark)]);
  return { criteria, standing };
}

async function listFeedback(shown: Presentation): Promise<CriterionFeedback[]> {
  const { comparisonId, annotatorId, roundId, repeatIndex } = shown;
  const [scale, asked, gold, labels] = await Promise.all([
    db().scaleVersion.findUniqueOrThrow({ where: { id: shown.scaleVersionId } }),
    db().roundCriterion.findMany({ where: { roundId }, orderBy: { position: "asc" }, select: { criterionId: true } }),
    db().goldLabel.findMany({ where: { comparisonId } }),
    db().label.findMany({
      where: { comparisonId, annotatorId, roundId, repeatIndex },
      select: { criterionId: true, answer: true, score: true, polarity: true },
    }),
  ]);
  const found = await Promise.all(
    asked.map(async ({ criterionId }) => {
      const right = gold.find((each) => each.criterionId === criterionId);
      const own = labels.find((each) => each.criterionId === criterionId);
      if (!right || !own || !isOfPeople(right.answer) || !isOfPeople(own.answer)) return null;
      return {
        criterionId,
        verdict: toVerdict({ answer: own.answer, score: own.score }, { answer: right.answer, score: right.score }),
        answer: right.answer,
        click: toOwnClick(right.score, { swapped: shown.swapped, polarity: own.polarity ?? "BETTER" }, toStoredScale(scale)),
        explanation: right.explanation ? await renderMarkdown(right.explanation) : null,
      };
    }),
  );
  return found.flatMap((each) => each ?? []);
}

function toOwnClick(score: number | null, shown: Parameters<typeof toClick>[1], scale: Scale): CriterionFeedback["click"] {
  return score === null ? null : toClick(score, shown, scale);
}

function isOfPeople(answer: string): answer is PersonAnswer {
  return answer === "PREFERENCE" || answer === "SKIP" || answer === "UNSURE" || answer === "BOTH_BAD";
}
