import "server-only";
import type pg from "pg";
import { inTransaction } from "@/lib/db/in-transaction";
import type { HiddenShares } from "@/lib/gold/hidden-share";
import { mixHidden } from "@/lib/gold/mix-hidden";
import { newId } from "@/lib/ids";
import { LONGEST_QUEUE } from "@/lib/rounds/schema";
import type { Dealing } from "@/lib/rounds/types";
import { createRandom } from "@/lib/stats/random";
import { choosePlaces, type OpenPlace } from "./choose-places";
import { isOpenTo } from "./is-open-to";
import { PLACES_LOCK } from "./places-lock";
import { returnPlaces } from "./return-places";

/** Who asks for comparisons, in which round. */
export interface Asking {
  userId: string;
  annotatorId: string;
  roundId: string;
  projectId: string;
  dealing: Dealing;
  reservationMinutes: number | null;
}

/** Somebody counts as at work for so long after they last asked, or were invited. */
const AT_WORK_MINUTES = 30;
/** So many open comparisons are looked at for each that is wanted, so that there is a choice of sides. */
const CHOICE = 4;

/**
 * Reserves comparisons for a person from those of their round that are open, so that up to `limit` wait after the place `after` of their
 * queue: never more than `LONGEST_QUEUE` at a time, nor more than their share of what is open by those at work. What has run out returns
 * first, and what the person has keeps its time. Where nothing is open, or the round is not, nothing happens.
 */
export async function reservePlaces(asking: Asking, limit: number, after: number): Promise<void> {
  await inTurn(asking.roundId, () =>
    inTransaction(async (client) => {
      await client.query({ name: "places-lock", text: PLACES_LOCK, values: [asking.roundId] });
      await reserve(client, asking, limit, after);
    }),
  );
}

const turns = new Map<string, Promise<void>>();

// Only one at a time can hold the places of a round: those of this process wait here and not on connections that others need.
async function inTurn(roundId: string, work: () => Promise<void>): Promise<void> {
  const before = turns.get(roundId) ?? Promise.resolve();
  const mine = before.then(work);
  const settled = mine.catch(() => undefined);
  turns.set(roundId, settled);
  await settled;
  if (turns.get(roundId) === settled) turns.delete(roundId);
  await mine;
}

async function reserve(client: pg.ClientBase, asking: Asking, limit: number, after: number): Promise<void> {
  const { roundId, annotatorId, dealing } = asking;
  const held = await client.query({ name: "places-round", text: ROUND, values: [roundId, annotatorId] });
  if (held.rows.length === 0) return;
  await client.query({ name: "places-renew", text: RENEW, values: [roundId, annotatorId] });
  if (asking.reservationMinutes !== null) await returnPlaces(client, { roundId, dealing, asking: annotatorId });
  const { rows } = await client.query<Facts>({ name: "places-facts", text: FACTS, values: [roundId, annotatorId, after] });
  const [facts] = rows;
  const wanted = facts ? toWanted(facts, limit) : 0;
  if (!facts || wanted <= 0) return;
  const values = [roundId, annotatorId, asking.userId, asking.projectId, wanted * CHOICE];
  const open = await client.query<OpenPlace>({ name: "places-open", text: OPEN, values });
  const random = createRandom(facts.seed, `place ${annotatorId} ${facts.last}`);
  const chosen = choosePlaces(open.rows, { wanted, balance: facts.balance, coin: () => random.below(2) });
  await client.query({
    name: "places-take",
    text: TAKE,
    values: [
      roundId,
      annotatorId,
      facts.last,
      chosen.map((each) => each.comparisonId),
      chosen.map(() => newId()),
      chosen.map((each) => each.swapped),
    ],
  });
  if (facts.goldShare > 0 || facts.repeatShare > 0) await mixHidden(client, { roundId, annotatorId, ...facts });
}

interface Facts extends HiddenShares {
  seed: number;
  /** Comparisons that wait for the person: all of them, and those after the place in the queue. */
  held: number;
  ahead: number;
  /** Everything that counts against their limit. */
  taken: number;
  limit: number | null;
  balance: number;
  /** Their last place in the queue, −1 before the first. */
  last: number;
  /** Places of the round that nobody has, up to what makes a difference; people at work. */
  open: number;
  atWork: number;
}

function toWanted({ held, ahead, taken, limit, open, atWork }: Facts, asked: number): number {
  const share = Math.min(LONGEST_QUEUE, Math.ceil((open + held) / Math.max(1, atWork)));
  return Math.min(asked - ahead, share - held, limit === null ? Number.POSITIVE_INFINITY : limit - taken);
}

// Held, so that pausing, closing and people who move wait, and what comes after them sees it.
const ROUND = `
  select 1 from "Round" r join "RoundMember" m on m."roundId" = r.id and m."annotatorId" = $2 and m."removedAt" is null
  where r.id = $1 and r.state = 'OPEN' for share of r`;

const RENEW = `
  with seen as (update "RoundMember" set "seenAt" = now() where "roundId" = $1 and "annotatorId" = $2)
  update "Assignment" a set "reservedUntil" = now() + make_interval(mins => r."reservationMinutes")
  from "Round" r
  where r.id = $1 and a."roundId" = $1 and a."annotatorId" = $2 and a.state = 'OPEN' and a."reservedUntil" is not null`;

const FACTS = `
  select r.seed, r."goldShare", r."repeatShare", mine.*, coalesce(m."limit", r."perPersonLimit") as "limit", people."atWork",
    (select coalesce(sum(o."openSlots"), 0)::int from (
      select i."openSlots" from "RoundItem" i where i."roundId" = r.id and i."openSlots" > 0 limit ${LONGEST_QUEUE} * people."atWork") o) as open
  from "Round" r
  join "RoundMember" m on m."roundId" = r.id and m."annotatorId" = $2
  cross join lateral (
    select count(*) filter (where a.state = 'OPEN')::int as held, count(*) filter (where a.state = 'OPEN' and a.position > $3)::int as ahead,
      count(*) filter (where a.state in ('OPEN', 'DONE') and a."repeatIndex" = 0)::int as taken,
      coalesce(sum(case when a.swapped then 1 else -1 end) filter (where a.state in ('OPEN', 'DONE')), 0)::int as balance,
      coalesce(max(a.position), -1) as last
    from "Assignment" a where a."annotatorId" = $2 and a."roundId" = r.id) mine
  cross join lateral (
    select count(*)::int as "atWork" from "RoundMember" p
    where p."roundId" = r.id and p."removedAt" is null
      and coalesce(p."seenAt", greatest(r."openedAt", p."createdAt")) > now() - interval '${AT_WORK_MINUTES} minutes') people
  where r.id = $1`;

const OPEN = `
  select i."comparisonId", i.priority, s.balance, mine.swapped
  from "RoundItem" i join "Comparison" c on c.id = i."comparisonId"
  left join "Assignment" mine on mine."comparisonId" = i."comparisonId" and mine."roundId" = i."roundId" and mine."annotatorId" = $2
    and mine."repeatIndex" = 0
  cross join lateral (
    select coalesce(sum(case when a.swapped then 1 else -1 end), 0)::int as balance from "Assignment" a
    where a."comparisonId" = i."comparisonId" and a."roundId" = i."roundId" and a."repeatIndex" = 0 and a.state in ('OPEN', 'DONE')) s
  where i."roundId" = $1 and ${isOpenTo({ annotator: "$2", user: "$3", project: "$4" })}
  order by i.priority desc, i.position
  limit $5`;

// What was theirs once becomes theirs again, the same way round: a browser may still hold it.
const TAKE = `
  with wanted as (
    select * from unnest($4::uuid[], $5::uuid[], $6::bool[]) with ordinality as t("comparisonId", id, swapped, place)),
  taken as (
    update "RoundItem" i set "openSlots" = i."openSlots" - 1 from wanted w
    where i."roundId" = $1 and i."comparisonId" = w."comparisonId" and i."openSlots" > 0
    returning i."comparisonId")
  insert into "Assignment" ("comparisonId", id, "roundId", "annotatorId", swapped, position, "reservedUntil")
  select w."comparisonId", w.id, $1, $2, w.swapped, $3::int + w.place, now() + make_interval(mins => r."reservationMinutes")
  from wanted w join taken using ("comparisonId") join "Round" r on r.id = $1
  on conflict ("comparisonId", "roundId", "annotatorId", "repeatIndex") do update
    set state = 'OPEN', position = excluded.position, "reservedUntil" = excluded."reservedUntil", "isExtra" = false, "servedAt" = null,
      "completedAt" = null`;
