import "server-only";
import * as z from "zod";
import { db } from "@/lib/db/client";
import { StoredRatings } from "@/lib/ratings/schema";
import { annotatorSelect, toAnnotatorName } from "./to-annotator-name";
import type { LabelEventView, LabelMoment } from "./types";

const Moment = z.object({
  answer: z.enum(["PREFERENCE", "SKIP", "UNSURE", "BOTH_BAD", "UNSETTLED", "INVALID"]),
  score: z.number().nullish(),
  rationale: z.string().nullish(),
  reason: z.string().nullish(),
  confidence: z.number().nullish(),
  ratings: StoredRatings.nullish(),
});

/** How labels of a comparison changed, oldest first: every event of each annotator who changed one or took one back. */
export async function getHistory(projectId: string, comparisonId: string): Promise<LabelEventView[]> {
  const events = await db().labelEvent.findMany({
    where: { comparisonId, projectId },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    select: { id: true, labelId: true, annotatorId: true, kind: true, before: true, after: true, receivedAt: true },
  });
  const changed = new Set(events.filter((event) => event.before !== null).map((event) => event.annotatorId));
  const told = events.filter((event) => changed.has(event.annotatorId));
  if (told.length === 0) return [];
  const annotators = await db().annotator.findMany({
    where: { projectId, id: { in: [...changed] } },
    select: annotatorSelect,
  });
  return told.flatMap(({ annotatorId, before, after, receivedAt, ...event }) => {
    const annotator = annotators.find(({ id }) => id === annotatorId);
    if (!annotator) return [];
    return {
      ...event,
      annotator: toAnnotatorName(annotator),
      before: toMoment(before),
      after: toMoment(after),
      receivedAt: receivedAt.toISOString(),
    };
  });
}

function toMoment(stored: unknown): LabelMoment | null {
  const parsed = Moment.safeParse(stored);
  if (!parsed.success) return null;
  const { answer, score = null, rationale = null, reason = null, confidence = null, ratings = null } = parsed.data;
  return { answer, score, rationale, reason, confidence, ratings };
}
