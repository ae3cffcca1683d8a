import "server-only";
import { appendAudit } from "@/lib/audit/append";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db, type Transaction } from "@/lib/db/client";
import { AppError, notFound } from "@/lib/errors";
import { planHidden } from "@/lib/gold/plan-hidden";
import { newId } from "@/lib/ids";
import { dealTraining } from "@/lib/training/deal-training";
import { type Giver, type Move, type OpenAssignment, planHandOver, planTakeOver, type Taker } from "./dealing/hand-over";
import { ensureAnnotators } from "./ensure-annotators";

/**
 * Takes a person out of an open round. What they labelled stays; what waits for them goes to the others, each comparison to somebody who
 * does not have it.
 *
 * @returns How many assignments were handed over, and how many nobody else can take: those comparisons get a label less.
 * @throws AppError `not_found`; `conflict` unless the round is open and somebody else is in it.
 */
export async function removeRoundMember(
  actor: Actor,
  roundId: string,
  annotatorId: string,
): Promise<{ handedOver: number; dropped: number }> {
  return db().$transaction(async (transaction) => {
    const round = await holdOpenRound(transaction, actor, roundId);
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
    const result = await handOver(transaction, roundId, annotatorId, others, round.seed);
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
 * Takes a member of the project into an open round. They get comparisons that wait for others and that no browser has fetched yet, so
 * that what is left is even over all.
 *
 * @returns How many assignments they got.
 * @throws AppError `not_found`; `conflict` unless the round is open; `invalid` when the person is no member of the project or in the round.
 */
export async function addRoundMember(actor: Actor, roundId: string, userId: string): Promise<{ taken: number }> {
  return db().$transaction(async (transaction) => {
    const round = await holdOpenRound(transaction, actor, roundId);
    const [annotatorId] = await ensureAnnotators(transaction, round.projectId, [userId]);
    if (!annotatorId) throw notFound("The person");
    const members = await transaction.roundMember.findMany({
      where: { roundId, removedAt: null },
      select: { annotatorId: true },
    });
    if (members.some((member) => member.annotatorId === annotatorId)) {
      throw new AppError("invalid", "This person is in the round already.", {
        fields: [{ path: "userId", message: "This person is in the round already." }],
      });
    }
    await transaction.roundMember.upsert({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      create: { roundId, annotatorId },
      update: { removedAt: null },
      select: { roundId: true },
    });
    if (round.kind === "TRAINING") {
      // Everybody gets all of a training.
      const taken = await dealTraining(transaction, { roundId, annotatorId, seed: round.seed });
      await auditJoining(transaction, actor, round, userId, taken);
      return { taken };
    }
    const [newcomer] = await listTakers(transaction, roundId, [annotatorId]);
    const givers = await listGivers(
      transaction,
      roundId,
      members.map((member) => member.annotatorId),
    );
    const moves = newcomer ? planTakeOver(givers, newcomer, round.seed) : [];
    await withdraw(transaction, moves);
    await give(transaction, roundId, newcomer ? await withHidden(transaction, round, newcomer, moves) : moves);
    await auditJoining(transaction, actor, round, userId, moves.length);
    return { taken: moves.length };
  });
}

async function auditJoining(
  transaction: Transaction,
  actor: Actor,
  { projectId, number }: { projectId: string; number: number },
  userId: string,
  taken: number,
): Promise<void> {
  await appendAudit(transaction, actor, {
    projectId,
    action: "round.addMember",
    target: `user ${userId}, round ${number}`,
    after: { taken },
  });
}

type Given = Move & { repeatIndex?: number };

/** What a newcomer gets, with gold and repeats mixed in by the shares of the round. */
async function withHidden(
  transaction: Transaction,
  round: { id: string; seed: number; goldShare: number; repeatShare: number },
  { annotatorId, comparisonIds }: Taker,
  moves: readonly Move[],
): Promise<Given[]> {
  const gold = [...(await listGoldItems(transaction, round.id))].filter((id) => !comparisonIds.has(id)).sort();
  const ids = [...moves.map((move) => move.comparisonId), ...gold];
  const planned = moves.map((move, index) => ({ comparison: index, annotator: 0, position: index, swapped: move.swapped }));
  const places = gold.map((_, index) => moves.length + index);
  const { goldShare, repeatShare, seed } = round;
  return planHidden(planned, { annotators: 1, gold: places, goldShare, repeatShare, seed }).flatMap(
    ({ comparison, swapped, repeatIndex }) => {
      const comparisonId = ids[comparison];
      return comparisonId ? [{ id: newId(), comparisonId, swapped, to: annotatorId, repeatIndex }] : [];
    },
  );
}

/** The gold comparisons of a round: they are dealt by a share of each queue, and never handed over. */
async function listGoldItems(transaction: Transaction, roundId: string): Promise<Set<string>> {
  const items = await transaction.roundItem.findMany({
    where: { roundId, selectionReason: "GOLD" },
    select: { comparisonId: true },
  });
  return new Set(items.map((item) => item.comparisonId));
}

/**
 * Takes somebody who leaves a project out of its open rounds, in the transaction of the removal. A round in which they were alone keeps
 * their open assignments, for whoever is added to it.
 */
export async function leaveOpenRounds(transaction: Transaction, projectId: string, userId: string): Promise<void> {
  const places = await transaction.roundMember.findMany({
    where: { removedAt: null, annotator: { userId }, round: { projectId, state: "OPEN" } },
    orderBy: { roundId: "asc" },
    select: { roundId: true, annotatorId: true, round: { select: { seed: true } } },
  });
  for (const { roundId, annotatorId, round } of places) {
    await transaction.$queryRaw`select id::text from "Round" where id = ${roundId}::uuid for update`;
    await transaction.roundMember.update({
      where: { roundId_annotatorId: { roundId, annotatorId } },
      data: { removedAt: new Date() },
      select: { roundId: true },
    });
    const others = await transaction.roundMember.findMany({ where: { roundId, removedAt: null }, select: { annotatorId: true } });
    if (others.length === 0) continue;
    await handOver(
      transaction,
      roundId,
      annotatorId,
      others.map((other) => other.annotatorId),
      round.seed,
    );
  }
}

async function handOver(transaction: Transaction, roundId: string, annotatorId: string, others: readonly string[], seed: number) {
  const waiting = await listOpen(transaction, roundId, [annotatorId]);
  const takers = await listTakers(transaction, roundId, others);
  const { moves, left } = planHandOver(
    waiting.filter((each) => !each.isHidden),
    takers,
    seed,
  );
  // Gold and repeats measure the person who leaves, and go with them.
  await withdraw(transaction, [...moves, ...left, ...waiting.filter((each) => each.isHidden)]);
  await give(transaction, roundId, moves);
  return { handedOver: moves.length, dropped: left.length };
}

async function holdOpenRound(transaction: Transaction, actor: Actor, roundId: string) {
  const round = await transaction.round.findFirst({
    where: { id: roundId, project: projectsWhere(actor, "research") },
    select: { id: true, projectId: true, number: true, seed: true, kind: true, goldShare: true, repeatShare: true },
  });
  if (!round) throw notFound("The round");
  // Labels hold the row shared: while people move, none is written, and afterwards each sees whose it is.
  const [held] = await transaction.$queryRaw<{ state: string }[]>`
    select state::text from "Round" where id = ${roundId}::uuid for update`;
  if (held?.state !== "OPEN")
    throw new AppError("conflict", "People join and leave while a round is open. Change a draft's people in its settings.");
  return round;
}

type Waiting = OpenAssignment & {
  annotatorId: string;
  servedAt: Date | null;
  /** Gold, or a repeat: it is of this person alone. */
  isHidden: boolean;
};

async function listOpen(transaction: Transaction, roundId: string, annotatorIds: readonly string[]): Promise<Waiting[]> {
  const [gold, open] = await Promise.all([
    listGoldItems(transaction, roundId),
    transaction.assignment.findMany({
      where: { roundId, annotatorId: { in: [...annotatorIds] }, state: "OPEN" },
      orderBy: [{ annotatorId: "asc" }, { position: "asc" }],
      select: { id: true, comparisonId: true, swapped: true, annotatorId: true, servedAt: true, repeatIndex: true },
    }),
  ]);
  return open.map(({ repeatIndex, ...each }) => ({ ...each, isHidden: repeatIndex > 0 || gold.has(each.comparisonId) }));
}

async function listTakers(transaction: Transaction, roundId: string, annotatorIds: readonly string[]): Promise<Taker[]> {
  const rows = await transaction.assignment.findMany({
    where: { roundId, annotatorId: { in: [...annotatorIds] } },
    select: { annotatorId: true, comparisonId: true, state: true },
  });
  return annotatorIds.map((annotatorId) => {
    const own = rows.filter((row) => row.annotatorId === annotatorId);
    // What was withdrawn from somebody can come back to them.
    const kept = own.filter((row) => row.state !== "WITHDRAWN");
    return {
      annotatorId,
      open: own.filter((row) => row.state === "OPEN").length,
      comparisonIds: new Set(kept.map((row) => row.comparisonId)),
    };
  });
}

async function listGivers(transaction: Transaction, roundId: string, annotatorIds: readonly string[]): Promise<Giver[]> {
  const open = await listOpen(transaction, roundId, annotatorIds);
  return annotatorIds.map((annotatorId) => {
    const own = open.filter((each) => each.annotatorId === annotatorId);
    // A browser may be showing what it has fetched; that stays with its person.
    return { annotatorId, open: own.length, free: own.filter((each) => each.servedAt === null && !each.isHidden) };
  });
}

async function withdraw(transaction: Transaction, assignments: readonly { id: string; comparisonId: string }[]): Promise<void> {
  await transaction.$executeRaw`
    update "Assignment" a set state = 'WITHDRAWN'
    from unnest(${assignments.map((each) => each.comparisonId)}::uuid[], ${assignments.map((each) => each.id)}::uuid[]) as t("comparisonId", id)
    where a."comparisonId" = t."comparisonId" and a.id = t.id`;
}

async function give(transaction: Transaction, roundId: string, moves: readonly Given[]): Promise<void> {
  await transaction.$executeRaw`
    insert into "Assignment" ("comparisonId", id, "roundId", "annotatorId", swapped, "repeatIndex", position)
    select t."comparisonId", t.id, ${roundId}::uuid, t."annotatorId", t.swapped, t."repeatIndex",
      coalesce((select max(a.position) from "Assignment" a where a."roundId" = ${roundId}::uuid and a."annotatorId" = t."annotatorId"), -1)
        + row_number() over (partition by t."annotatorId" order by t.place)
    from unnest(
      ${moves.map((move) => move.comparisonId)}::uuid[], ${moves.map(() => newId())}::uuid[], ${moves.map((move) => move.to)}::uuid[],
      ${moves.map((move) => move.swapped)}::bool[], ${moves.map((move) => move.repeatIndex ?? 0)}::int[],
      ${moves.map((_, index) => index)}::int[]) as t("comparisonId", id, "annotatorId", swapped, "repeatIndex", place)
    on conflict ("comparisonId", "roundId", "annotatorId", "repeatIndex") do update
      set state = 'OPEN', swapped = excluded.swapped, position = excluded.position, "servedAt" = null, "completedAt" = null`;
}
