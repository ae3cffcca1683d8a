import "server-only";
import type { PoolClient } from "pg";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { notFound } from "@/lib/errors";
import { callsPerComparison, MISSING_CALLS, missingCallsValues, toCallPlan } from "@/lib/judges/calls/call-plan";
import { excludeExamples } from "@/lib/judges/calls/exclude-examples";
import type { RunInput } from "@/lib/judges/run-schema";
import { JudgeSpec } from "@/lib/judges/schema";
import type { RunEstimate } from "@/lib/judges/types";
import { chooseComparisons } from "./choose-comparisons";
import { costMicroDollars } from "./cost";
import { principlesOfVersion } from "./run-facts";

/** Fewer calls than this say less about the next ones than the texts do. */
const FEWEST_MEASURED = 10;
/** A coarse rule that holds for English prose. */
const CHARACTERS_PER_TOKEN = 4;
const MEASURED_TEXTS = 500;

/** The part of a run's input that decides what it would do. */
export type EstimateInput = Pick<RunInput, "judgeVersionId" | "criterionId" | "roundId" | "sampling">;

/**
 * What a run would do, before it is started. Nothing is stored.
 *
 * @throws AppError `not_found`.
 */
export async function estimateRun(actor: Actor, project: string, input: EstimateInput): Promise<RunEstimate> {
  const { id: projectId } = await getProject(actor, project, "read");
  const version = await db().judgeVersion.findFirst({
    where: { id: input.judgeVersionId, judge: { projectId } },
    select: { id: true, spec: true, constitutionVersionId: true, annotator: { select: { id: true } } },
  });
  if (!version?.annotator) throw notFound("The judge");
  const spec = JudgeSpec.parse(version.spec);
  const plan = toCallPlan(spec, await principlesOfVersion(version));
  const client = await pool().connect();
  try {
    // Its temporary table goes with the transaction, which is never committed.
    await client.query("begin");
    const chosen = await chooseComparisons(client, { ...input, projectId });
    const excludedExamples = await excludeExamples(client, projectId, spec.fewShot);
    const comparisons = chosen - excludedExamples;
    const missing = await client.query<{ n: number }>(
      `select count(*)::int as n from (${MISSING_CALLS}) as missing`,
      missingCallsValues(plan, { ...input, annotatorId: version.annotator.id }),
    );
    const calls = missing.rows[0]?.n ?? 0;
    const perCall = (await measureCalls(client, version.id)) ?? (await measureTexts(client, spec));
    const tokensIn = Math.round(calls * perCall.tokensIn);
    const tokensOut = Math.round(calls * perCall.tokensOut);
    const cost = costMicroDollars(spec.price, tokensIn, tokensOut);
    return {
      comparisons,
      excludedExamples,
      calls,
      answered: comparisons * callsPerComparison(plan) - calls,
      tokensIn,
      tokensOut,
      costMicroDollars: cost === null ? null : Number(cost),
      measuredCalls: perCall.measuredCalls,
    };
  } finally {
    await client.query("rollback").finally(() => client.release());
  }
}

interface PerCall {
  tokensIn: number;
  tokensOut: number;
  measuredCalls: number;
}

async function measureCalls(client: PoolClient, judgeVersionId: string): Promise<PerCall | null> {
  const { rows } = await client.query<PerCall>(
    `select avg("tokensIn")::float8 as "tokensIn", avg("tokensOut")::float8 as "tokensOut", count("tokensIn")::int as "measuredCalls"
     from "JudgeCall" where "judgeVersionId" = $1`,
    [judgeVersionId],
  );
  const [row] = rows;
  return row && row.measuredCalls >= FEWEST_MEASURED ? row : null;
}

async function measureTexts(client: PoolClient, spec: JudgeSpec): Promise<PerCall> {
  const { rows } = await client.query<{ length: number | null }>(
    `select avg(length(p.messages::text) + a.length + b.length)::float8 as length
     from (select id from chosen order by id limit $1) as few
     join "Comparison" c on c.id = few.id
     join "Prompt" p on p.id = c."promptId"
     join "Response" a on a.id = c."responseAId"
     join "Response" b on b.id = c."responseBId"`,
    [MEASURED_TEXTS],
  );
  const { preamble, sample, ending } = spec.template;
  const characters = (rows[0]?.length ?? 0) + preamble.length + sample.length + ending.length;
  return { tokensIn: characters / CHARACTERS_PER_TOKEN, tokensOut: Math.min(spec.maxTokens, 2), measuredCalls: 0 };
}
