import "server-only";
import type { Transaction } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import type { Giver, Move, OpenAssignment, Taker } from "@/lib/rounds/dealing/hand-over";
import type { OpenPlace } from "./choose-places";

type Waiting = OpenAssignment & { annotatorId: string; isServed: boolean; isRepeated: boolean };

/** What waits for somebody in a round and can go to others: gold and repeats are drawn for one person and stay out of it. */
export async function listWaiting(
  transaction: Transaction,
  roundId: string,
  annotatorIds: readonly string[],
): Promise<Waiting[]> {
  return transaction.$queryRaw<Waiting[]>`
    select a.id, a."comparisonId", a.swapped, a."annotatorId", a."servedAt" is not null as "isServed",
      exists (
        select 1 from "Assignment" o where o."comparisonId" = a."comparisonId" and o."roundId" = a."roundId" and o."annotatorId" = a."annotatorId"
          and o."repeatIndex" > 0 and o.state in ('OPEN', 'DONE')) as "isRepeated"
    from "Assignment" a
    join "RoundItem" i on i."comparisonId" = a."comparisonId" and i."roundId" = a."roundId" and i."selectionReason" <> 'GOLD'
    where a."roundId" = ${roundId}::uuid and a."annotatorId" = any(${[...annotatorIds]}::uuid[]) and a.state = 'OPEN' and a."repeatIndex" = 0
    order by a."annotatorId", a.position`;
}

/** Who could take assignments over: what waits for them, what they know, wrote themselves or adjudicated, and how much more their limit holds. */
export async function listTakers(transaction: Transaction, roundId: string, annotatorIds: readonly string[]): Promise<Taker[]> {
  const ids = [...annotatorIds];
  const rows = await transaction.$queryRaw<
    { annotatorId: string; limit: number | null; open: number; taken: number; known: string[] }[]
  >`
    select m."annotatorId", coalesce(m."limit", r."perPersonLimit") as "limit", own.open, own.taken,
      array(
        select unnest(own.known) union select unnest(written.known)
        union select d."comparisonId" from "Adjudication" d where d."projectId" = w."projectId" and d."userId" = w."userId") as known
    from "RoundMember" m
    join "Round" r on r.id = m."roundId"
    join "Annotator" w on w.id = m."annotatorId"
    cross join lateral (
      -- What was withdrawn from somebody can come back to them.
      select count(*) filter (where a.state = 'OPEN')::int as open, count(*) filter (where a."repeatIndex" = 0)::int as taken,
        coalesce(array_agg(a."comparisonId"), '{}') as known
      from "Assignment" a where a."annotatorId" = m."annotatorId" and a."roundId" = m."roundId" and a.state <> 'WITHDRAWN') own
    cross join lateral (
      select coalesce(array_agg(c.id), '{}') as known from "Response" x
      join "Comparison" c on c."projectId" = x."projectId" and x.id in (c."responseAId", c."responseBId")
      where x."projectId" = w."projectId" and x."authorId" in (w.id, w."userId")) written
    where m."roundId" = ${roundId}::uuid and m."annotatorId" = any(${ids}::uuid[])`;
  const found = new Map(rows.map((row) => [row.annotatorId, row]));
  return ids.map((annotatorId) => {
    const row = found.get(annotatorId);
    const room = row && row.limit !== null ? Math.max(0, row.limit - row.taken) : Number.POSITIVE_INFINITY;
    return { annotatorId, open: row?.open ?? 0, comparisonIds: new Set(row?.known ?? []), room };
  });
}

/** Whose waiting assignments a newcomer may take some of. A browser may be showing what it has fetched: that stays with its person. */
export async function listGivers(transaction: Transaction, roundId: string, annotatorIds: readonly string[]): Promise<Giver[]> {
  const waiting = await listWaiting(transaction, roundId, annotatorIds);
  return annotatorIds.map((annotatorId) => {
    const own = waiting.filter((each) => each.annotatorId === annotatorId);
    return { annotatorId, open: own.length, free: own.filter(({ isServed, isRepeated }) => !isServed && !isRepeated) };
  });
}

/**
 * Comparisons of a planned round that have fewer labels coming than its overlap and do not wait in its pool, because somebody left whom
 * nobody could follow. Only those that the newcomer neither has nor knows.
 */
export async function listHoles(transaction: Transaction, roundId: string, newcomer: Taker): Promise<OpenPlace[]> {
  const holes = await transaction.$queryRaw<OpenPlace[]>`
    select i."comparisonId", i.priority, s.balance, mine.swapped
    from "RoundItem" i
    join "Round" r on r.id = i."roundId"
    join "Comparison" c on c.id = i."comparisonId" and c."withdrawnAt" is null
    left join "Assignment" mine on mine."comparisonId" = i."comparisonId" and mine."roundId" = i."roundId"
      and mine."annotatorId" = ${newcomer.annotatorId}::uuid and mine."repeatIndex" = 0
    cross join lateral (
      select count(*) filter (where not a."isExtra") as labels, coalesce(sum(case when a.swapped then 1 else -1 end), 0)::int as balance
      from "Assignment" a
      where a."comparisonId" = i."comparisonId" and a."roundId" = i."roundId" and a."repeatIndex" = 0 and a.state in ('OPEN', 'DONE')) s
    where i."roundId" = ${roundId}::uuid and i."selectionReason" <> 'GOLD' and s.labels + i."openSlots" < r.overlap
    order by i.priority desc, i.position`;
  return holes.filter(({ comparisonId }) => !newcomer.comparisonIds.has(comparisonId));
}

/**
 * Takes everything away that waits for somebody. In a round dealt on demand its places are open again, but for gold, which is drawn for
 * each person.
 *
 * @returns How many places are open again.
 */
export async function withdrawAll(transaction: Transaction, roundId: string, annotatorId: string): Promise<number> {
  const [counted] = await transaction.$queryRaw<{ places: number }[]>`
    with gone as (
      update "Assignment" a set state = 'WITHDRAWN' from "Round" r
      where r.id = ${roundId}::uuid and a."roundId" = r.id and a."annotatorId" = ${annotatorId}::uuid and a.state = 'OPEN'
      returning a."comparisonId", a."repeatIndex" = 0 and not a."isExtra" and r.dealing = 'ON_DEMAND' as "isPlace"),
    opened as (
      update "RoundItem" i set "openSlots" = i."openSlots" + 1 from gone g
      where g."isPlace" and i."roundId" = ${roundId}::uuid and i."comparisonId" = g."comparisonId" and i."selectionReason" <> 'GOLD' returning 1)
    select count(*)::int as places from opened`;
  return counted?.places ?? 0;
}

/** Takes assignments away from whoever has them. */
export async function withdraw(
  transaction: Transaction,
  assignments: readonly { id: string; comparisonId: string }[],
): Promise<void> {
  await transaction.$executeRaw`
    update "Assignment" a set state = 'WITHDRAWN'
    from unnest(${assignments.map((each) => each.comparisonId)}::uuid[], ${assignments.map((each) => each.id)}::uuid[]) as t("comparisonId", id)
    where a."comparisonId" = t."comparisonId" and a.id = t.id`;
}

/** The gold comparisons of a round, in an order that stays. */
export async function listGold(transaction: Transaction, roundId: string): Promise<string[]> {
  const items = await transaction.roundItem.findMany({
    where: { roundId, selectionReason: "GOLD" },
    orderBy: { comparisonId: "asc" },
    select: { comparisonId: true },
  });
  return items.map(({ comparisonId }) => comparisonId);
}

/** What somebody gets. */
export interface Given extends Pick<Move, "comparisonId" | "to" | "swapped"> {
  repeatIndex?: number;
}

/** Puts assignments at the end of people's queues. */
export async function give(transaction: Transaction, roundId: string, moves: readonly Given[]): Promise<void> {
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
      set state = 'OPEN', swapped = excluded.swapped, position = excluded.position, "servedAt" = null, "completedAt" = null, "isExtra" = false`;
}
