import "server-only";
import { pool } from "@/lib/db/pool";

/** Calls come in bursts of this many seconds' worth at most. */
const BURST_SECONDS = 2;

/** What an endpoint allows in a minute; null: no limit is known. */
export interface RateLimits {
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

export interface BudgetWish extends RateLimits {
  endpointId: string;
  /** Calls to be made. */
  requests: number;
  /** What one of them is expected to take. */
  tokensEach: number;
  /** What earlier calls took beyond what was expected of them; may be below zero. */
  tokensOwed: number;
}

/**
 * Takes calls from an endpoint's budget, which all servers share: it fills by the minute's limits as time goes by, and holds two seconds'
 * worth at most. Tokens may be overdrawn by what a grant is expected to take; nothing more is granted before they are paid back.
 *
 * @returns Calls that may be made, and if there are none, how many milliseconds until there may be.
 */
export async function takeFromBudget(wish: BudgetWish): Promise<{ granted: number; waitMs: number }> {
  const requestsASecond = (wish.requestsPerMinute ?? 6e9) / 60;
  const tokensASecond = (wish.tokensPerMinute ?? 6e12) / 60;
  const values = [
    wish.endpointId,
    requestsASecond,
    tokensASecond,
    Math.max(1, requestsASecond * BURST_SECONDS),
    Math.max(1, tokensASecond * BURST_SECONDS),
  ];
  const wanted = [wish.requests, wish.tokensEach, wish.tokensOwed];
  const take = async () =>
    (await pool().query<Taken>({ name: "endpoint-budget-take", text: TAKE, values: [...values, ...wanted] })).rows[0];
  let row = await take();
  if (!row) {
    await pool().query(START, [wish.endpointId, values[3], values[4]]);
    row = await take();
  }
  if (!row) return { granted: 0, waitMs: 1_000 };
  if (row.granted > 0) return { granted: row.granted, waitMs: 0 };
  const seconds = Math.max((1 - row.requests) / requestsASecond, (1 - row.tokens) / tokensASecond);
  return { granted: 0, waitMs: Math.min(Math.max(seconds * 1_000, 20), 60_000) };
}

interface Taken {
  granted: number;
  requests: number;
  tokens: number;
}

const START = `insert into "EndpointBudget" ("endpointId", requests, tokens, at) values ($1, $2, $3, clock_timestamp()) on conflict do nothing`;

// The row is held from its reading to its writing: two servers take one after the other.
const TAKE = `
  with held as materialized (
    select requests, tokens, greatest(0, extract(epoch from clock_timestamp() - at))::float8 as seconds
    from "EndpointBudget" where "endpointId" = $1 for update
  ), filled as materialized (
    select least($4::float8, requests + $2::float8 * seconds) as requests, least($5::float8, tokens + $3::float8 * seconds) - $8::float8 as tokens from held
  ), chosen as materialized (
    select requests, tokens, case when tokens >= 1 and requests >= 1
      then least($6::float8, floor(requests), ceil(tokens / greatest($7::float8, 1)))::int else 0 end as granted
    from filled
  ), taken as (
    update "EndpointBudget" b set requests = c.requests - c.granted, tokens = c.tokens - c.granted * $7::float8, at = clock_timestamp()
    from chosen c where b."endpointId" = $1
  )
  select granted, requests, tokens from chosen`;
