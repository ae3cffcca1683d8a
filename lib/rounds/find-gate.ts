import "server-only";
import { findUnaccepted } from "@/lib/consent/find-unaccepted";
import { db } from "@/lib/db/client";
import { findUnread } from "@/lib/guidelines/find-unread";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { readStanding } from "@/lib/training/standing";
import type { QueueGate } from "./types";

/** Somebody's place in a round that was opened, and what the round asks for. */
export interface GatedPlace {
  userId: string;
  annotatorId: string;
  projectId: string;
  /** `Project.labelling` as it is now: what is agreed to is the text in force, in rounds that are open too. */
  projectLabelling: unknown;
  guidelineVersionId: string | null;
  trainingRoundId: string | null;
}

/**
 * What a person has to do before the next comparison of a round: agree to what its project says first, read its guidelines, then pass its
 * training; null when nothing. While
 * there is something, no comparison is served.
 */
export async function findGate(place: GatedPlace): Promise<QueueGate | null> {
  const unaccepted = await findUnaccepted(place.userId, place.projectId, place.projectLabelling);
  if (unaccepted) {
    const { hash, contentWarning, consent, isChanged } = unaccepted;
    const render = async (text: string) => (text === "" ? null : renderMarkdown(text));
    return { kind: "consent", hash, warning: await render(contentWarning), consent: await render(consent), isChanged };
  }
  const unread = await findUnread(place.userId, place.guidelineVersionId);
  if (unread) {
    const { version, markdown, before } = unread;
    return { kind: "guidelines", version, before, html: await renderMarkdown(markdown) };
  }
  return place.trainingRoundId === null ? null : findTrainingGate(place.annotatorId, place.trainingRoundId);
}

async function findTrainingGate(annotatorId: string, trainingRoundId: string): Promise<QueueGate | null> {
  const training = await db().round.findUniqueOrThrow({
    where: { id: trainingRoundId },
    select: { id: true, name: true, state: true, passMark: true, members: { where: { annotatorId, removedAt: null } } },
  });
  const { passed } = await readStanding(annotatorId, trainingRoundId, training.passMark ?? 0);
  if (passed) return null;
  const isOpen = training.state === "OPEN" && training.members.length > 0;
  return { kind: "training", roundId: training.id, name: training.name, isOpen, hasFailed: passed === false };
}
