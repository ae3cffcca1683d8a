import "server-only";
import { projectsWhere } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { toErrorTitle } from "@/lib/judges/runs/run-errors";
import { countSteps } from "@/lib/revisions/chain/next-step";
import { RevisionSpec } from "@/lib/revisions/schema";
import type { RevisionError, RevisionProgress } from "@/lib/revisions/types";

/** Rates are taken over this long. */
const RATE_SECONDS = 60;

/**
 * How far a run is: chains and texts, rate, time and cost so far and to come, errors by kind.
 *
 * @param projectId - Where the run must be, for an address that names both.
 * @throws AppError `not_found`.
 */
export async function getRevisionProgress(actor: Actor, runId: string, projectId?: string): Promise<RevisionProgress> {
  const run = await db().revisionRun.findFirst({
    where: { id: runId, project: projectsWhere(actor, "read"), ...(projectId ? { projectId } : {}) },
    select: RUN,
  });
  if (!run) throw notFound("The run");
  const spec = RevisionSpec.parse(run.spec);
  const [chains, sums, errors] = await Promise.all([countChains(runId), sumAttempts(runId), listErrors(actor, runId)]);
  const total = chains.total * countSteps(spec);
  const left =
    (chains.waiting + chains.inFlight) * countSteps(spec) - (sums.made - chains.whole * countSteps(spec) - sums.inFailed);
  const ageSeconds = (Date.now() - run.createdAt.getTime()) / 1000;
  const perMinute = run.state === "RUNNING" && sums.recent > 0 ? (sums.recent / Math.min(ageSeconds, RATE_SECONDS)) * 60 : null;
  const { constitutionVersion, endpoint, capMicroDollars, createdAt, finishedAt, spec: _, ...rest } = run;
  return {
    ...rest,
    endpoint: endpoint.name,
    constitution: { ...constitutionVersion.constitution, version: constitutionVersion.version },
    revisions: spec.revisions,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    chains,
    steps: { total, made: sums.made },
    perMinute,
    secondsLeft: perMinute === null ? null : (left / perMinute) * 60,
    attempts: sums.attempts,
    tokensIn: sums.tokensIn,
    tokensOut: sums.tokensOut,
    costMicroDollars: sums.cost,
    costToComeMicroDollars: sums.cost !== null && left > 0 && sums.made > 0 ? (sums.cost / sums.made) * left : null,
    capMicroDollars: capMicroDollars === null ? null : Number(capMicroDollars),
    errors,
  };
}

const RUN = {
  id: true,
  name: true,
  state: true,
  pauseReason: true,
  model: true,
  spec: true,
  concurrency: true,
  createdAt: true,
  finishedAt: true,
  capMicroDollars: true,
  capCalls: true,
  endpoint: { select: { name: true } },
  constitutionVersion: { select: { version: true, constitution: { select: { id: true, name: true } } } },
} as const;

async function countChains(runId: string): Promise<RevisionProgress["chains"]> {
  const { rows } = await pool().query<{ state: "WAITING" | "LEASED" | "DONE" | "FAILED"; n: number }>(
    `select state, count(*)::int as n from "RevisionChain" where "runId" = $1 group by state`,
    [runId],
  );
  const of = (state: string): number => rows.find((row) => row.state === state)?.n ?? 0;
  const chains = { whole: of("DONE"), failed: of("FAILED"), waiting: of("WAITING"), inFlight: of("LEASED") };
  return { total: chains.whole + chains.failed + chains.waiting + chains.inFlight, ...chains };
}

interface Sums {
  made: number;
  /** Of them, in chains that are given up. */
  inFailed: number;
  attempts: number;
  recent: number;
  tokensIn: number;
  tokensOut: number;
  cost: number | null;
}

async function sumAttempts(runId: string): Promise<Sums> {
  const { rows } = await pool().query<Sums>(
    `select
       (select count(*) from "RevisionStep" s join "RevisionChain" c on c.id = s."chainId" where c."runId" = $1)::int as made,
       (select count(*) from "RevisionStep" s join "RevisionChain" c on c.id = s."chainId"
         where c."runId" = $1 and c.state = 'FAILED')::int as "inFailed",
       count(*)::int as attempts, coalesce(sum(a."tokensIn"), 0)::float8 as "tokensIn", coalesce(sum(a."tokensOut"), 0)::float8 as "tokensOut",
       sum(a."costMicroDollars")::float8 as cost,
       count(*) filter (where a.outcome = 'answered' and a."createdAt" > clock_timestamp() - make_interval(secs => $2))::int as recent
     from "RevisionAttempt" a join "RevisionChain" c on c.id = a."chainId" where c."runId" = $1`,
    [runId, RATE_SECONDS],
  );
  return rows[0] ?? { made: 0, inFailed: 0, attempts: 0, recent: 0, tokensIn: 0, tokensOut: 0, cost: null };
}

type ErrorRow = Omit<RevisionError, "title" | "lastAt" | "message" | "endpointText"> & { lastAt: Date; message: string | null };

const ERRORS = `
  with tries as (
    select a.outcome as kind, count(*)::int as attempts, max(a."createdAt") as "lastAt",
      (array_agg(a.message order by a."createdAt" desc))[1] as message,
      (array_agg(distinct c.place order by c.place))[1:6] as chains
    from "RevisionAttempt" a join "RevisionChain" c on c.id = a."chainId"
    where c."runId" = $1 and a.outcome <> 'answered' group by a.outcome
  ), open as (
    select "errorKind" as kind, count(*) filter (where state = 'WAITING')::int as waiting, count(*) filter (where state = 'FAILED')::int as failed
    from "RevisionChain" where "runId" = $1 and "errorKind" is not null and state in ('WAITING', 'FAILED') group by "errorKind"
  )
  select t.*, coalesce(o.waiting, 0) as waiting, coalesce(o.failed, 0) as failed
  from tries t left join open o on o.kind = t.kind
  order by coalesce(o.failed, 0) + coalesce(o.waiting, 0) desc, t.attempts desc, t.kind`;

/** A run's errors by kind. The endpoint's own words only for who may see the endpoint. */
async function listErrors(actor: Actor, runId: string): Promise<RevisionError[]> {
  const mayResearch = (await db().revisionRun.count({ where: { id: runId, project: projectsWhere(actor, "research") } })) > 0;
  const { rows } = await pool().query<ErrorRow>(ERRORS, [runId]);
  return rows.map(({ message: text, lastAt, ...row }) => {
    const [message = "", ...endpointText] = (text ?? "").split("\n");
    return {
      ...row,
      title: toErrorTitle(row.kind),
      lastAt: lastAt.toISOString(),
      message,
      endpointText: mayResearch && endpointText.length > 0 ? endpointText.join("\n") : null,
    };
  });
}
