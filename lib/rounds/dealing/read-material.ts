import "server-only";
import type pg from "pg";

/** Somebody among whom a round is dealt out. */
export interface RoundPerson {
  annotatorId: string;
  /** Comparisons that they may label; Infinity for no limit. */
  limit: number;
}

/** The people of a draft who are still members of the project, in an order that stays. */
export async function readPeople(client: pg.ClientBase, roundId: string): Promise<RoundPerson[]> {
  const { rows } = await client.query<{ annotatorId: string; limit: number | null }>(
    `select w.id as "annotatorId", coalesce(rm."limit", r."perPersonLimit") as "limit" from "RoundMember" rm
     join "Round" r on r.id = rm."roundId"
     join "Annotator" w on w.id = rm."annotatorId"
     join "Member" m on m."projectId" = w."projectId" and m."userId" = w."userId" and m."removedAt" is null
     where rm."roundId" = $1 and rm."removedAt" is null
     order by w.id`,
    [roundId],
  );
  return rows.map(({ annotatorId, limit }) => ({ annotatorId, limit: limit ?? Number.POSITIVE_INFINITY }));
}

/** Comparisons that can be drawn, in the order of import: ids are made in it. */
export async function readComparisons(client: pg.ClientBase, projectId: string): Promise<string[]> {
  const { rows } = await client.query<[string]>({
    text: `select id from "Comparison" where "projectId" = $1 and "withdrawnAt" is null order by id`,
    values: [projectId],
    rowMode: "array",
  });
  return rows.map(([id]) => id);
}

/** Which of these people wrote a response of which comparison, or gave a final answer on it: by comparison, their annotator ids. */
export async function readBarred(
  client: pg.ClientBase,
  projectId: string,
  people: readonly RoundPerson[],
): Promise<Map<string, string[]>> {
  const { rows } = await client.query<{ comparisonId: string; annotatorIds: string[] }>(
    `with written as materialized (
       select r.id, w.id as "annotatorId" from "Response" r join "Annotator" w on r."authorId" in (w.id, w."userId")
       where r."projectId" = $1 and r."authorId" is not null and w.id = any($2::uuid[]))
     select x.id as "comparisonId", array_agg(distinct x."annotatorId") as "annotatorIds"
     from (
       select c.id, t."annotatorId" from "Comparison" c join written t on t.id = c."responseAId" where c."projectId" = $1
       union all
       select c.id, t."annotatorId" from "Comparison" c join written t on t.id = c."responseBId" where c."projectId" = $1
       union all
       select d."comparisonId", w.id from "Adjudication" d join "Annotator" w on w."userId" = d."userId"
       where d."projectId" = $1 and w.id = any($2::uuid[])) as x
     group by x.id`,
    [projectId, people.map(({ annotatorId }) => annotatorId)],
  );
  return new Map(rows.map(({ comparisonId, annotatorIds }) => [comparisonId, annotatorIds]));
}

/** The priorities of comparisons that came with one: a whole number under "priority" in their metadata. All others have 0. */
export async function readPriorities(client: pg.ClientBase, projectId: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string; priority: number }>(
    `select id, (metadata ->> 'priority')::int as priority from "Comparison"
     where "projectId" = $1 and "withdrawnAt" is null and metadata ? 'priority' and metadata ->> 'priority' ~ '^-?[0-9]{1,9}$'`,
    [projectId],
  );
  return new Map(rows.map(({ id, priority }) => [id, priority]));
}
