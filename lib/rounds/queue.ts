import "server-only";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { notFound } from "@/lib/errors";
import { openPresentation } from "@/lib/labels/presentation-token";
import { toStoredScale } from "@/lib/labels/round-facts";
import { renderMarkdown } from "@/lib/markdown/render-markdown";
import { type AskedLabelling, toLabelling } from "@/lib/projects/labelling-schema";
import { toComparative } from "./comparative";
import { findGate, type GatedPlace } from "./find-gate";
import { ownMembership } from "./own-place";
import { readOwnProgress } from "./own-progress";
import { type Asking, reservePlaces } from "./places/reserve-places";
import { type OwnPlace, readDone, readNext, readOne, toQueueItems } from "./queue-items";
import type { QueueQuery } from "./schema";
import type { AskedCriterion, OwnLabels, Queue, QueueGate, QueueItem, QueueRound } from "./types";

/**
 * The next open comparisons of the person who asks, rendered, with what stays the same while the round is open. Where comparisons are dealt
 * on demand, asking reserves them. A paused or closed round answers with its state and no items, one whose guidelines or training come
 * first with its gate and no items.
 *
 * @throws AppError `not_found` when the round is a draft, or the person is not in it.
 */
export async function getQueue(actor: Actor, roundId: string, { limit, after }: QueueQuery): Promise<Queue> {
  const { place, round } = await getOwnRound(actor, roundId);
  const gate = round.state === "OPEN" ? await findGate(place) : null;
  const from = after ?? -1;
  const isServing = round.state === "OPEN" && !gate;
  // A planned round from which nothing returns has nothing to reserve.
  const isReserving = isServing && (place.dealing === "ON_DEMAND" || place.reservationMinutes !== null);
  if (isReserving) await reservePlaces(place, limit, from);
  const [progress, rows] = await Promise.all([readOwnProgress(place), isServing ? readNext(place, limit, from) : []]);
  const items = await toQueueItems(place, rows, { withSource: round.labelling.edits });
  const mayFollow = isServing && (rows.length === limit || progress.toReserve > 0);
  const { toReserve: _, ...told } = progress;
  return { round, gate, progress: told, items, next: mayFollow ? (rows.at(-1)?.position ?? from) : null };
}

/**
 * The person's own labelled comparisons, those latest in their queue first, for going back and changing one's mind.
 *
 * @throws AppError `not_found` when the round is a draft, or the person is not in it.
 */
export async function getMyLabels(actor: Actor, roundId: string, { limit, after }: QueueQuery): Promise<OwnLabels> {
  const { place, round } = await getOwnRound(actor, roundId);
  const rows = await readDone(place, limit, after ?? null);
  const items = await toQueueItems(place, rows, { withSource: round.labelling.edits });
  return { items, next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null };
}

/**
 * One comparison of the person's own, open or done, to be looked at again.
 *
 * @param token - From their queue, their list of answers or their questions.
 * @throws AppError `not_found` when the round or the comparison is not theirs (any more).
 */
export async function getOwnItem(actor: Actor, roundId: string, token: string): Promise<QueueItem> {
  const { place, round } = await getOwnRound(actor, roundId);
  const shown = openPresentation(place.userId, token);
  const row = shown && shown.roundId === roundId ? await readOne(place, shown.assignmentId) : null;
  const [item] = await toQueueItems(place, row ? [row] : [], { withSource: round.labelling.edits });
  if (!item) throw notFound("The comparison");
  return item;
}

/** What comes before the next comparison of the person who asks; asked often, while their page is open. @throws AppError `not_found`. */
export async function getGate(actor: Actor, roundId: string): Promise<{ gate: QueueGate | null }> {
  const place = await findOwnPlace(actor, roundId);
  return { gate: place.state === "OPEN" ? await findGate(place) : null };
}

async function getOwnRound(actor: Actor, roundId: string): Promise<{ place: OwnPlace & GatedPlace & Asking; round: QueueRound }> {
  const { project, labelling, id, number, name, state, kind, ...place } = await findOwnPlace(actor, roundId);
  const [scale, criteria, guidelines] = await Promise.all([
    db().scaleVersion.findUniqueOrThrow({ where: { id: place.scaleVersionId } }),
    listAsked(roundId),
    readGuidelines(place.guidelineVersionId),
  ]);
  const shown = { id, number, name, state, kind, projectName: project.name, criteria, guidelines, labelling: toAsked(labelling) };
  return { place: { ...place, roundId }, round: { ...shown, scale: toStoredScale(scale) } };
}

async function findOwnPlace(actor: Actor, roundId: string) {
  const userId = userIdOf(actor);
  if (userId === null) throw notFound("The round");
  const found = await db().roundMember.findFirst({
    where: ownMembership(actor, userId, roundId),
    select: { annotatorId: true, round: { select: ROUND } },
  });
  if (!found) throw notFound("The round");
  return { userId, annotatorId: found.annotatorId, projectLabelling: found.round.project.labelling, ...found.round };
}

const ROUND = {
  id: true,
  number: true,
  name: true,
  state: true,
  kind: true,
  dealing: true,
  reservationMinutes: true,
  trainingRoundId: true,
  projectId: true,
  scaleVersionId: true,
  guidelineVersionId: true,
  labelling: true,
  project: { select: { name: true, labelling: true } },
} as const;

/** The questions of a round in their order, as its annotators see them. */
export async function listAsked(roundId: string): Promise<AskedCriterion[]> {
  const asked = await db().roundCriterion.findMany({
    where: { roundId },
    orderBy: { position: "asc" },
    select: { criterionId: true, required: true },
  });
  const criteria = await db().criterion.findMany({
    where: { id: { in: asked.map((each) => each.criterionId) } },
    select: { id: true, key: true, question: true, polarity: true },
  });
  return asked.flatMap(({ criterionId, required }) => {
    const criterion = criteria.find((each) => each.id === criterionId);
    return criterion ? { ...criterion, comparative: toComparative(criterion), required } : [];
  });
}

function toAsked(stored: unknown): AskedLabelling {
  const { rationale, confidence, edits, ratings } = toLabelling(stored);
  return { rationale, confidence, edits, ratings };
}

async function readGuidelines(id: string | null): Promise<QueueRound["guidelines"]> {
  if (id === null) return null;
  const found = await db().guidelineVersion.findUnique({ where: { id }, select: { version: true, markdown: true } });
  return found && { version: found.version, html: await renderMarkdown(found.markdown) };
}
