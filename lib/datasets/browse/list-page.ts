import "server-only";
import type pg from "pg";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { countComparisons } from "@/lib/comparisons/count-comparisons";
import { toExcerpt, toMessages } from "@/lib/comparisons/to-messages";
import type { BrowseQuery } from "@/lib/datasets/browse-schema";
import type { BrowsedComparison, BrowsePage } from "@/lib/datasets/browse-types";
import { inTransaction } from "@/lib/db/in-transaction";
import { listLabelCounts, listOpenFlags } from "./beside";
import { listJudgeSigns } from "./judge-signs";
import { type Condition, toCondition } from "./to-condition";

/** Comparisons on a page. */
export const PAGE_SIZE = 50;

/** Comparisons whose texts are read at once: one turn of the server's. */
const READ_AT_ONCE = 100;

/** How long a page may be looked for, and how long its comparisons may be counted. */
const PATIENCE = { lookMs: 15_000, countMs: 3000 };

/**
 * One page of a project's comparisons, the newest import first. A page begins at a comparison, not at a number, so that a late one is found
 * as quickly as the first. Searching reads texts; it is stopped after 15 s, counting what it finds after 3 s.
 *
 * @throws AppError `not_found` unless the actor may read the project.
 */
export async function listPage(
  actor: Actor,
  project: string,
  query: BrowseQuery,
  { lookMs, countMs } = PATIENCE,
): Promise<BrowsePage> {
  const { id } = await getProject(actor, project, "read");
  const condition = toCondition(id, query);
  const withTexts = Boolean(query.q);
  const isAddressed = query.only === "addressed";
  const started = performance.now();
  const deadline = started + lookMs;
  const found = await withTimeout(lookMs, (client) => findRows(client, { condition, query, withTexts, deadline }));
  const searchSeconds = withTexts || isAddressed ? (performance.now() - started) / 1000 : null;
  if (found === null) return { comparisons: [], total: null, stopped: true, searchSeconds, previous: null, next: null };

  const { rows, previous, next } = found;
  const [total, labels, flags, signs] = await Promise.all([
    previous === null && next === null ? rows.length : isAddressed ? null : countFound(id, query, condition, countMs),
    listLabelCounts(rows.map((row) => row.id)),
    listOpenFlags(
      id,
      rows.map((row) => row.id),
    ),
    listJudgeSigns(rows.map((row) => row.id)),
  ]);
  return {
    comparisons: rows.map(({ messages, modelA, modelB, ...row }) => ({
      ...row,
      ...toExcerpt(toMessages(messages)),
      models: [modelA, modelB],
      labels: labels.get(row.id) ?? { people: 0, judges: 0 },
      flags: flags.get(row.id) ?? [],
      signs: signs.get(row.id) ?? [],
    })),
    total,
    stopped: false,
    searchSeconds,
    previous,
    next,
  };
}

interface Row extends Pick<BrowsedComparison, "id" | "externalId" | "sourceRow" | "remarks" | "withdrawn" | "withdrawnFor"> {
  messages: unknown;
  modelA: string | null;
  modelB: string | null;
}

interface Found {
  rows: Row[];
  previous: { before: string } | null;
  next: { after: string } | null;
}

interface Search {
  condition: Condition;
  query: BrowseQuery;
  withTexts: boolean;
  /** Of `performance.now()`: texts are read no longer than this. */
  deadline: number;
}

async function findRows(client: pg.PoolClient, search: Search): Promise<Found> {
  const { after, before, order } = search.query;
  const isBack = after === undefined && before !== undefined;
  // One more than is shown tells whether there is a further page.
  const read = search.query.only === "addressed" ? readAddressed : readRows;
  const rows = await read(client, search, { cursor: after ?? before, descending: (order !== "oldest") !== isBack });
  const isMore = rows.length > PAGE_SIZE;
  // A first page is always a full one.
  if (isBack && !isMore) return findRows(client, { ...search, query: { ...search.query, before: undefined } });
  const page = rows.slice(0, PAGE_SIZE);
  if (isBack) page.reverse();
  const first = page[0]?.id;
  const last = page.at(-1)?.id;
  return {
    rows: page,
    previous: first && (isBack ? isMore : after !== undefined) ? { before: first } : null,
    next: last && (isBack || isMore) ? { after: last } : null,
  };
}

const WITH_TEXTS = `
  join "Prompt" p on p.id = c."promptId"
  join "Response" a on a.id = c."responseAId"
  join "Response" b on b.id = c."responseBId"`;

interface Place {
  cursor: string | undefined;
  descending: boolean;
  limit?: number;
}

/** Those of which a text addresses a judge. What does so is told by reading the text here, some comparisons at a time. */
async function readAddressed(client: pg.PoolClient, search: Search, { cursor, descending }: Place): Promise<Row[]> {
  const found: Row[] = [];
  for (let from = cursor; ; ) {
    const rows = await readRows(client, search, { cursor: from, descending, limit: READ_AT_ONCE });
    const signs = await listJudgeSigns(rows.map(({ id }) => id));
    found.push(...rows.filter(({ id }) => (signs.get(id)?.length ?? 0) > 0));
    if (found.length > PAGE_SIZE || rows.length < READ_AT_ONCE) return found.slice(0, PAGE_SIZE + 1);
    if (performance.now() > search.deadline) throw new TookTooLong();
    from = rows.at(-1)?.id;
  }
}

/** Reading took as long as it may. */
class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}

async function readRows(
  client: pg.PoolClient,
  { condition, withTexts }: Search,
  { cursor, descending, limit: most = PAGE_SIZE + 1 }: Place,
): Promise<Row[]> {
  const values = [...condition.values, most];
  const limit = `$${values.length}`;
  const from = cursor === undefined ? "" : `and c.id ${descending ? "<" : ">"} $${values.push(cursor)}::uuid`;
  const direction = descending ? "desc" : "asc";
  // Of a long prompt only what an excerpt can show leaves the database.
  const { rows } = await client.query<Row>(
    `with page as materialized (
       select c.id from "Comparison" c ${withTexts ? WITH_TEXTS : ""}
       where ${condition.sql} ${from} order by c.id ${direction} limit ${limit})
     select c.id, c."externalId", c."sourceRow", coalesce(c.flags, array[]::text[]) as remarks, c."withdrawnAt" is not null as withdrawn, c."withdrawnFor",
       (select coalesce(jsonb_agg(jsonb_build_object('role', m->>'role', 'content', left(m->>'content', 700)) order by n), '[]')
          from jsonb_array_elements(p.messages) with ordinality as each (m, n)) as messages,
       a.model as "modelA", b.model as "modelB"
     from page join "Comparison" c on c.id = page.id ${WITH_TEXTS}
     order by c.id ${direction}`,
    values,
  );
  return rows;
}

/** All comparisons of a project, or all that were withdrawn, need no counting. */
async function countFound(projectId: string, query: BrowseQuery, condition: Condition, countMs: number): Promise<number | null> {
  const { q, meta = [], dataset, only } = query;
  if (!q && meta.length === 0 && !dataset && only !== "flagged") {
    const counts = await countComparisons(projectId);
    return only === "withdrawn" ? counts.withdrawn : counts.all;
  }
  return withTimeout(countMs, (client) => count(client, condition, Boolean(q)));
}

async function count(client: pg.PoolClient, condition: Condition, withTexts: boolean): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from "Comparison" c ${withTexts ? WITH_TEXTS : ""} where ${condition.sql}`,
    condition.values,
  );
  return rows[0]?.n ?? 0;
}

/** What `work` reads, or null when it was stopped after so long. */
async function withTimeout<T>(milliseconds: number, work: (client: pg.PoolClient) => Promise<T>): Promise<T | null> {
  try {
    return await inTransaction(async (client) => {
      await client.query(`set transaction read only; set local statement_timeout = ${Math.round(milliseconds)}`);
      return work(client);
    });
  } catch (error) {
    if (error instanceof TookTooLong) return null;
    if (error instanceof Error && "code" in error && error.code === "57014") return null;
    throw error;
  }
}
