import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { planHidden } from "@/lib/gold/plan-hidden";
import { planHandOver, planTakeOver, type Taker } from "@/lib/rounds/dealing/hand-over";
import { ensureAnnotators } from "@/lib/rounds/ensure-annotators";
import { choosePlaces } from "@/lib/rounds/places/choose-places";
import {
  type Given,
  give,
  listGivers,
  listGold,
  listHoles,
  listTakers,
  listWaiting,
  withdraw,
  withdrawAll,
} from "@/lib/rounds/places/move-assignments";
import { holdPlaces } from "@/lib/rounds/places/places-lock";
import type { Dealing, RoundKind } from "@/lib/rounds/types";
import { createRandom } from "@/lib/stats/random";
import { dealTraining } from "@/lib/training/deal-training";

/**
 * Takes a person out of a round. What they labelled stays; what waits for them goes to the others, each comparison to somebody who does not
 * have it, or back to the pool where comparisons are dealt on demand.
 *
 * @returns How many assignments were handed over, and how many nobody else can take: those comparisons wait for whoever joins.
 * @throws AppError `not_found`; `conflict` unless the round is open or paused and somebody else is in it.
 */
export async function removeRoundMember(
  actor: Actor,
  roundId: string,
  annotatorId: string,
): Promise<{ handedOver: number; dropped: number }> {
  return db().$transaction(async (transaction) => {
    const round = await holdRound(transaction, actor, roundId);
    const members = await transaction.roundMember.findMany({
      where: { roundId, removedAt: null },
      select: { annotatorId: true, annotator: { select: { name: true } } },
    });
    const leaving = members.find((member) => member.annotatorId === annotatorId);
    if (!leaving) throw notFound("The person");
    if (members.length === 1)
      throw new AppError("conflict", "Nobody else is in this round. Add somebody first, or close the round.");
    await transaction.roundMember.update({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      data: { removedAt: new Date() },
      select: { roundId: true },
    });
    const others = members.map((member) => member.annotatorId).filter((id) => id !== annotatorId);
    const result = await handOver(transaction, round, annotatorId, others);
    await appendAudit(transaction, actor, {
      projectId: round.projectId,
      action: "round.removeMember",
      target: `${leaving.annotator.name}, round ${round.number}`,
      after: result,
    });
    return result;
  });
}

/**
 * Takes a member of the project into a round. Where comparisons are dealt on demand they get what they ask for. In a planned round they get
 * what nobody could take when somebody left, then comparisons that wait for others and that no browser has fetched yet, so that what is
 * left is even over all; in a training round everything.
 *
 * @returns How many assignments they got.
 * @throws AppError `not_found`; `conflict` unless the round is open or paused; `invalid` when the person is no member of the project or in
 *   the round.
 */
export async function addRoundMember(actor: Actor, roundId: string, userId: string): Promise<{ taken: number }> {
  return db().$transaction(async (transaction) => {
    const round = await holdRound(transaction, actor, roundId);
    const [annotatorId] = await ensureAnnotators(transaction, round.projectId, [userId]);
    if (!annotatorId) throw notFound("The person");
    const members = await transaction.roundMember.findMany({
      where: { roundId, removedAt: null },
      select: { annotatorId: true },
    });
    const others = members.map((member) => member.annotatorId);
    if (others.includes(annotatorId)) {
      throw new AppError("invalid", "This person is in the round already.", {
        fields: [{ path: "userId", message: "This person is in the round already." }],
      });
    }
    await transaction.roundMember.upsert({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      create: { roundId, annotatorId },
      update: { removedAt: null, seenAt: null, createdAt: new Date() },
      select: { roundId: true },
    });
    const taken = await takeIn(transaction, round, annotatorId, others);
    await appendAudit(transaction, actor, {
      projectId: round.projectId,
      action: "round.addMember",
      target: `user ${userId}, round ${round.number}`,
      after: { taken },
    });
    return { taken };
  });
}

/**
 * Takes somebody who leaves a project out of its rounds, in the transaction of the removal. A planned round in which they were alone keeps
 * their open assignments, for whoever is added to it.
 *
 * @param only - The one round that they leave; all of the project by default.
 */
export async function leaveOpenRounds(transaction: Transaction, projectId: string, userId: string, only?: string): Promise<void> {
  const places = await transaction.roundMember.findMany({
    where: { removedAt: null, annotator: { userId }, round: { id: only, projectId, state: { in: ["OPEN", "PAUSED"] } } },
    orderBy: { roundId: "asc" },
    select: { annotatorId: true, round: { select: { id: true, seed: true, dealing: true } } },
  });
  for (const { annotatorId, round } of places) {
    const roundId = round.id;
    await lock(transaction, roundId);
    await transaction.roundMember.update({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      data: { removedAt: new Date() },
      select: { roundId: true },
    });
    const others = await transaction.roundMember.findMany({ where: { roundId, removedAt: null }, select: { annotatorId: true } });
    if (others.length === 0 && round.dealing === "PLANNED") continue;
    await handOver(
      transaction,
      round,
      annotatorId,
      others.map((other) => other.annotatorId),
    );
  }
}

interface MovingRound {
  id: string;
  seed: number;
  dealing: Dealing;
}

async function handOver(transaction: Transaction, round: MovingRound, annotatorId: string, others: readonly string[]) {
  if (round.dealing === "ON_DEMAND") {
    return { handedOver: await withdrawAll(transaction, round.id, annotatorId), dropped: 0 };
  }
  const waiting = await listWaiting(transaction, round.id, [annotatorId]);
  const takers = await listTakers(transaction, round.id, others);
  const { moves, left } = planHandOver(waiting, takers, round.seed);
  await withdrawAll(transaction, round.id, annotatorId);
  await give(transaction, round.id, moves);
  return { handedOver: moves.length, dropped: left.length };
}

interface JoinedRound extends MovingRound {
  kind: RoundKind;
  goldShare: number;
  repeatShare: number;
}

async function takeIn(transaction: Transaction, round: JoinedRound, annotatorId: string, others: readonly string[]) {
  if (round.dealing === "ON_DEMAND") return 0;
  // Everybody gets all of a training.
  if (round.kind === "TRAINING") return dealTraining(transaction, { roundId: round.id, annotatorId, seed: round.seed });
  const [newcomer] = await listTakers(transaction, round.id, [annotatorId]);
  if (!newcomer) return 0;
  const random = createRandom(round.seed, `newcomer ${annotatorId}`);
  const open = await listHoles(transaction, round.id, newcomer);
  const wanted = Math.min(open.length, newcomer.room ?? open.length);
  const holes = choosePlaces(open, { wanted, balance: 0, coin: () => random.below(2) });
  const busier: Taker = {
    ...newcomer,
    open: newcomer.open + holes.length,
    comparisonIds: new Set([...newcomer.comparisonIds, ...holes.map((hole) => hole.comparisonId)]),
    room: (newcomer.room ?? Number.POSITIVE_INFINITY) - holes.length,
  };
  const moves = planTakeOver(await listGivers(transaction, round.id, others), busier, round.seed);
  await withdraw(transaction, moves);
  await give(transaction, round.id, await withHidden(transaction, round, newcomer, [...holes, ...moves]));
  return holes.length + moves.length;
}

/** What a newcomer gets, with gold and repeats mixed in by the shares of the round. */
async function withHidden(
  transaction: Transaction,
  round: JoinedRound,
  { annotatorId, comparisonIds }: Taker,
  taken: readonly { comparisonId: string; swapped: boolean }[],
): Promise<Given[]> {
  const gold = (await listGold(transaction, round.id)).filter((id) => !comparisonIds.has(id));
  const ids = [...taken.map(({ comparisonId }) => comparisonId), ...gold];
  const planned = taken.map(({ swapped }, index) => ({ comparison: index, annotator: 0, position: index, swapped }));
  const places = gold.map((_, index) => taken.length + index);
  const { goldShare, repeatShare, seed } = round;
  return planHidden(planned, { annotators: 1, gold: places, goldShare, repeatShare, seed }).flatMap(
    ({ comparison, swapped, repeatIndex }) => {
      const comparisonId = ids[comparison];
      return comparisonId ? [{ comparisonId, swapped, to: annotatorId, repeatIndex }] : [];
    },
  );
}

async function holdRound(transaction: Transaction, actor: Actor, roundId: string) {
  const round = await transaction.round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "research") },
    select: {
      id: true,
      projectId: true,
      number: true,
      seed: true,
      kind: true,
      dealing: true,
      goldShare: true,
      repeatShare: true,
    },
  });
  if (!round) throw notFound("The round");
  const state = await lock(transaction, roundId);
  if (state !== "OPEN" && state !== "PAUSED")
    throw new AppError("conflict", "People join and leave while a round is open. Change a draft's people in its settings.");
  return round;
}

// Labels hold the row shared: while people move, none is written, and afterwards each sees whose it is.
async function lock(transaction: Transaction, roundId: string): Promise<string | undefined> {
  await holdPlaces(transaction, roundId);
  const [held] = await transaction.$queryRaw<{ state: string }[]>`
    select state::text from "Round" where id = ${roundId}::uuid for update`;
  return held?.state;
}
