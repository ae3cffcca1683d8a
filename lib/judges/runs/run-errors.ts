import "server-only";
import { pool } from "@/lib/db/pool";
import { nameOf } from "@/lib/judges/preview-prompt";
import type { RunError } from "@/lib/judges/types";

/** What the kinds of error are called on a page. */
const TITLES: Readonly<Record<string, string>> = {
  unauthorized: "Key refused (401)",
  payment_required: "Payment wanted",
  forbidden: "Forbidden (403)",
  not_found: "No such address or model (404)",
  bad_request: "Request refused",
  rate_limited: "Too many requests (429)",
  server_error: "Endpoint failed (5xx)",
  redirect: "Redirect, not followed",
  not_json: "Not JSON",
  bad_shape: "No chat completion",
  empty: "No choice in the answer",
  timeout: "No answer in time",
  connection: "Connection failed or cut",
  dns: "Name does not resolve",
  tls: "Secure connection failed",
  refused_address: "Address not allowed",
  bad_url: "Address cannot be used",
  too_large: "Answer too large",
  bad_encoding: "Answer's packing unreadable",
  answered_late: "Answered twice, one kept",
  lost: "Server ended in the middle of a call",
};

/** What a kind of error is called on a page. */
export function toErrorTitle(kind: string): string {
  return TITLES[kind] ?? kind;
}

interface Row {
  kind: string;
  attempts: number;
  lastAt: Date;
  message: string | null;
  waiting: number;
  failed: number;
  nextAt: Date | null;
  comparisons: { id: string; externalId: string | null; sourceRow: number | null }[] | null;
}

// Before and behind the answers: two ranges of the index, which leave out by far the most attempts.
const ERRORS = `
  with tries as (
    select outcome as kind, count(*)::int as attempts, max("createdAt") as "lastAt",
      (array_agg(message order by "createdAt" desc))[1] as message,
      (array_agg("comparisonId" order by "createdAt" desc))[1:20] as ids
    from "JudgeAttempt" where "runId" = $1 and (outcome < 'answered' or outcome > 'answered') and outcome not in ('answered_late', 'lost') group by outcome
  ), open as (
    select "errorKind" as kind, count(*) filter (where state = 'WAITING')::int as waiting, count(*) filter (where state = 'FAILED')::int as failed,
      min("notBefore") filter (where state = 'WAITING') as "nextAt"
    from "JudgeTask" where "runId" = $1 and "errorKind" is not null and state in ('WAITING', 'FAILED') group by "errorKind"
  )
  select t.kind, t.attempts, t."lastAt", t.message, coalesce(o.waiting, 0) as waiting, coalesce(o.failed, 0) as failed, o."nextAt",
    (select jsonb_agg(jsonb_build_object('id', c.id, 'externalId', c."externalId", 'sourceRow', c."sourceRow"))
       from (select * from "Comparison" c where c.id = any(t.ids) order by c.id limit 4) c) as comparisons
  from tries t left join open o on o.kind = t.kind
  order by coalesce(o.failed, 0) + coalesce(o.waiting, 0) desc, t.attempts desc, t.kind`;

/** A run's errors by kind, those that still matter first. The endpoint's own words only for who may see the endpoint. */
export async function listRunErrors(runId: string, withEndpointText: boolean): Promise<RunError[]> {
  const { rows } = await pool().query<Row>(ERRORS, [runId]);
  return rows.map((row) => {
    const [message = "", ...endpointText] = (row.message ?? "").split("\n");
    return {
      kind: row.kind,
      title: toErrorTitle(row.kind),
      attempts: row.attempts,
      waiting: row.waiting,
      failed: row.failed,
      nextAt: row.nextAt?.toISOString() ?? null,
      lastAt: row.lastAt.toISOString(),
      message,
      endpointText: withEndpointText && endpointText.length > 0 ? endpointText.join("\n") : null,
      comparisons: (row.comparisons ?? []).map((comparison) => ({ id: comparison.id, name: nameOf(comparison) })),
    };
  });
}
