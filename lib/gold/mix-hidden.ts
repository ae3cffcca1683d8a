import "server-only";
import type pg from "pg";
import { newId } from "@/lib/ids";
import { shuffled } from "@/lib/rounds/dealing/assign";
import { createRandom, type Random } from "@/lib/stats/random";
import { countGold, countRepeats, type HiddenShares, repeatDistance } from "./hidden-share";

/** Whose queue has just grown in a round that is dealt on demand. */
export interface GrownQueue extends HiddenShares {
  roundId: string;
  annotatorId: string;
  seed: number;
  /** The last place in the queue before it grew. */
  last: number;
}

/**
 * Mixes the gold comparisons and repeats that are due by now into what a person has just reserved, so that gold and repeats keep their shares
 * as the queue grows. They stand anywhere among the new ones, which no browser has seen yet; they are beside the overlap and stay with the
 * person. Takes part in the caller's transaction, which holds the places of the round.
 */
export async function mixHidden(client: pg.ClientBase, queue: GrownQueue): Promise<void> {
  const { rows: own } = await client.query<OwnRow>({ name: "hidden-own", text: OWN, values: [queue.roundId, queue.annotatorId] });
  const fresh = own.filter(({ position }) => position > queue.last);
  if (fresh.length === 0) return;
  const random = createRandom(queue.seed, `hidden ${queue.annotatorId} ${queue.last}`);
  const hidden = [...(await drawGold(client, queue, own, random)), ...drawRepeats(queue, own, random)];
  if (hidden.length === 0) return;
  const order = shuffled([...fresh.map(() => null), ...hidden], random);
  const kept = fresh.values();
  const placed = order.map((each, index) => ({
    position: queue.last + 1 + index,
    hidden: each,
    own: each ? null : kept.next().value,
  }));
  await client.query({ name: "hidden-move", text: MOVE, values: toMoved(placed) });
  const added = placed.flatMap(({ position, hidden: each }) => (each ? { ...each, position } : []));
  await client.query({
    name: "hidden-add",
    text: ADD,
    values: [
      queue.roundId,
      queue.annotatorId,
      added.map((each) => each.comparisonId),
      added.map(() => newId()),
      added.map((each) => each.repeatIndex),
      added.map((each) => each.swapped),
      added.map((each) => each.position),
    ],
  });
}

interface OwnRow {
  comparisonId: string;
  id: string;
  repeatIndex: number;
  swapped: boolean;
  position: number;
  isDone: boolean;
  isGold: boolean;
}

interface Hidden {
  comparisonId: string;
  repeatIndex: 0 | 1;
  swapped: boolean;
}

const OWN = `
  select a."comparisonId", a.id, a."repeatIndex", a.swapped, a.position, a.state = 'DONE' as "isDone", i."selectionReason" = 'GOLD' as "isGold"
  from "Assignment" a join "RoundItem" i on i."comparisonId" = a."comparisonId" and i."roundId" = a."roundId"
  where a."roundId" = $1 and a."annotatorId" = $2 and a.state in ('OPEN', 'DONE')
  order by a.position`;

const MOVE = `
  update "Assignment" a set position = t.position
  from unnest($1::uuid[], $2::uuid[], $3::int[]) as t("comparisonId", id, position)
  where a."comparisonId" = t."comparisonId" and a.id = t.id`;

const ADD = `
  insert into "Assignment" ("comparisonId", id, "roundId", "annotatorId", "repeatIndex", swapped, position)
  select t."comparisonId", t.id, $1, $2, t."repeatIndex", t.swapped, t.position
  from unnest($3::uuid[], $4::uuid[], $5::int[], $6::bool[], $7::int[]) as t("comparisonId", id, "repeatIndex", swapped, position)
  on conflict ("comparisonId", "roundId", "annotatorId", "repeatIndex") do update
    set state = 'OPEN', swapped = excluded.swapped, position = excluded.position, "reservedUntil" = null, "servedAt" = null, "completedAt" = null`;

function toMoved(placed: readonly { position: number; own: OwnRow | null | undefined }[]): [string[], string[], number[]] {
  const moved = placed.flatMap(({ position, own }) => (own ? { position, ...pick(own) } : []));
  return [moved.map((each) => each.comparisonId), moved.map((each) => each.id), moved.map((each) => each.position)];
}

function pick({ comparisonId, id }: OwnRow): { comparisonId: string; id: string } {
  return { comparisonId, id };
}

async function drawGold(
  client: pg.ClientBase,
  { roundId, ...shares }: GrownQueue,
  own: readonly OwnRow[],
  random: Random,
): Promise<Hidden[]> {
  if (shares.goldShare === 0) return [];
  const { rows } = await client.query<{ id: string }>({
    name: "hidden-gold",
    text: `select i."comparisonId" as id from "RoundItem" i join "Comparison" c on c.id = i."comparisonId"
           where i."roundId" = $1 and i."selectionReason" = 'GOLD' and c."withdrawnAt" is null order by 1`,
    values: [roundId],
  });
  const had = own.filter(({ isGold }) => isGold);
  const known = new Set(had.map(({ comparisonId }) => comparisonId));
  const due = countGold(countOrdinary(own), shares, rows.length) - had.length;
  const left = shuffled(
    rows.filter(({ id }) => !known.has(id)),
    random,
  ).slice(0, Math.max(0, due));
  const isMostlySwapped = had.filter(({ swapped }) => swapped).length * 2 > had.length;
  return left.map(({ id }, index) => ({ comparisonId: id, repeatIndex: 0, swapped: (index % 2 === 0) !== isMostlySwapped }));
}

function drawRepeats({ last, ...shares }: GrownQueue, own: readonly OwnRow[], random: Random): Hidden[] {
  const load = countOrdinary(own);
  const had = own.filter(({ repeatIndex }) => repeatIndex > 0);
  const due = countRepeats(load, shares) - had.length;
  const repeated = new Set(had.map(({ comparisonId }) => comparisonId));
  const far = own.filter(
    (each) =>
      each.isDone &&
      each.repeatIndex === 0 &&
      !each.isGold &&
      !repeated.has(each.comparisonId) &&
      each.position <= last - repeatDistance(load),
  );
  const isMostlySwapped = had.filter(({ swapped }) => swapped).length * 2 > had.length;
  const inTurn = shuffled(far, random).sort(
    (a, b) => Number(a.swapped !== isMostlySwapped) - Number(b.swapped !== isMostlySwapped),
  );
  return inTurn
    .slice(0, Math.max(0, due))
    .map(({ comparisonId, swapped }) => ({ comparisonId, repeatIndex: 1 as const, swapped: !swapped }));
}

function countOrdinary(own: readonly OwnRow[]): number {
  return own.filter(({ repeatIndex, isGold }) => repeatIndex === 0 && !isGold).length;
}
