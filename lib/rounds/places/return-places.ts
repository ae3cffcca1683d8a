import "server-only";
import type pg from "pg";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import type { Dealing } from "@/lib/rounds/types";
import { PLACES_LOCK } from "./places-lock";

// What has run out and is still with somebody. $1 the round, $2 who asks just now and keeps everything, or null.
const RUN_OUT: Readonly<Record<Dealing, string>> = {
  ON_DEMAND: `
    select a."comparisonId", a.id, a."repeatIndex", a."isExtra" from "Assignment" a
    where a."roundId" = $1 and a.state = 'OPEN' and a."repeatIndex" = 0 and a."reservedUntil" < now() and a."annotatorId" is distinct from $2::uuid
    order by a."comparisonId", a.id for no key update of a`,
  // Somebody who has not asked for comparisons for that long is away. Gold is drawn for each person and goes to nobody else.
  PLANNED: `
    select a."comparisonId", a.id, a."repeatIndex", a."isExtra" from "Assignment" a
    join "RoundItem" i on i."comparisonId" = a."comparisonId" and i."roundId" = a."roundId" and i."selectionReason" <> 'GOLD'
    where a."roundId" = $1 and a.state = 'OPEN' and a."annotatorId" = any(array(
      select m."annotatorId" from "RoundMember" m join "Round" r on r.id = m."roundId"
      where m."roundId" = $1 and m."removedAt" is null and m."annotatorId" is distinct from $2::uuid
        and coalesce(m."seenAt", greatest(r."openedAt", m."createdAt")) < now() - make_interval(mins => r."reservationMinutes")))
      and (a."repeatIndex" = 0 or exists (
        select 1 from "Assignment" o where o."comparisonId" = a."comparisonId" and o."roundId" = a."roundId" and o."annotatorId" = a."annotatorId"
          and o."repeatIndex" = 0 and o.state = 'OPEN'))
    order by a."comparisonId", a.id for no key update of a`,
};

const returnStatement = (dealing: Dealing) => `
  with gone as materialized (${RUN_OUT[dealing]}),
  expired as (
    update "Assignment" a set state = (case a."repeatIndex" when 0 then 'EXPIRED' else 'WITHDRAWN' end)::"AssignmentState", "isExtra" = false
    from gone g where a."comparisonId" = g."comparisonId" and a.id = g.id)
  update "RoundItem" i set "openSlots" = i."openSlots" + g.places
  from (select "comparisonId", count(*)::int as places from gone where "repeatIndex" = 0 and not "isExtra" group by 1) g
  where i."roundId" = $1 and i."comparisonId" = g."comparisonId"`;

/**
 * Returns reservations that have run out to the pool of their round. The caller holds the places of the round, which is open and has a time
 * after which things return.
 *
 * @param asking - The annotator who asks for comparisons just now: what is theirs stays theirs.
 * @returns How many comparisons have places again.
 */
export async function returnPlaces(
  client: pg.ClientBase,
  { roundId, dealing, asking }: { roundId: string; dealing: Dealing; asking: string | null },
): Promise<number> {
  const { rowCount } = await client.query({
    name: `places-return-${dealing}`,
    text: returnStatement(dealing),
    values: [roundId, asking],
  });
  return rowCount ?? 0;
}

/** Returns what has run out in every open round. For programs that keep house; a round needs none, since whoever asks returns it first. */
export async function sweepRounds(): Promise<number> {
  const rounds = await db().round.findMany({
    where: { state: "OPEN", reservationMinutes: { not: null } },
    select: { id: true, dealing: true },
  });
  let returned = 0;
  for (const { id, dealing } of rounds) {
    returned += await inTransaction(async (client) => {
      await client.query({ name: "places-lock", text: PLACES_LOCK, values: [id] });
      const { rows } = await client.query(`select 1 from "Round" where id = $1 and state = 'OPEN' for share`, [id]);
      return rows.length === 0 ? 0 : returnPlaces(client, { roundId: id, dealing, asking: null });
    });
  }
  return returned;
}
