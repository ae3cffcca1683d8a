import "server-only";
import { pool } from "@/lib/db/pool";

/**
 * Tells all servers that an endpoint takes no call for a while. The longest hold stands; time is the database's, so that servers' clocks may
 * differ.
 */
export async function storeHold(endpointId: string, ms: number): Promise<void> {
  await pool().query({ name: "endpoint-hold-store", text: STORE, values: [endpointId, ms] });
}

/** @returns For how many milliseconds an endpoint still takes no call; 0 when it may be called. */
export async function readHold(endpointId: string): Promise<number> {
  const { rows } = await pool().query<{ ms: number }>({ name: "endpoint-hold-read", text: READ, values: [endpointId] });
  return rows[0]?.ms ?? 0;
}

// A row that is not there yet begins empty, and fills by the minute's limits like any other.
const STORE = `
  insert into "EndpointBudget" ("endpointId", requests, tokens, at, "heldUntil")
  values ($1, 0, 0, clock_timestamp(), clock_timestamp() + make_interval(secs => $2::float8 / 1000))
  on conflict ("endpointId") do update set "heldUntil" = greatest("EndpointBudget"."heldUntil", excluded."heldUntil")`;

const READ = `
  select greatest(0, extract(epoch from "heldUntil" - clock_timestamp()) * 1000)::float8 as ms
  from "EndpointBudget" where "endpointId" = $1 and "heldUntil" is not null`;
