import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { startJudgeRun } from "@/lib/judges/runs/start-run";
import { saveJudge } from "@/lib/judges/save-judge";
import { createProject } from "@/lib/projects/create-project";

const FILLER = "The assistant explains what it would do, why, and what could go wrong on the way. ".repeat(6);

/** A project of comparisons with a judge of both orders, ready to run. */
export async function createJudgedProject(baseUrl: string, comparisons: number, concurrency: number) {
  const actor = systemActor("bench");
  const { id: projectId } = await createProject(actor, {
    name: `Judged ${comparisons}`,
    scale: { preset: "HH_HELPFUL" },
    criteria: [{ key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" }],
  });
  await insertComparisons(projectId, comparisons);
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId }, select: { id: true } });
  const judge = await saveJudge(actor, projectId, {
    name: "Scripted",
    endpoint: { name: "Scripted server", baseUrl },
    model: "scripted",
    limits: { concurrency, attempts: 20, timeoutSeconds: 30 },
    price: { inputMicroDollarsPerMillion: 1_000_000, outputMicroDollarsPerMillion: 1_000_000 },
  });
  return {
    projectId,
    versionId: judge.versionId,
    criterionId: criterion.id,
    start: () =>
      startJudgeRun(actor, projectId, {
        judgeVersionId: judge.versionId,
        criterionId: criterion.id,
        roundId: null,
        sampling: { kind: "all" },
        capMicroDollars: null,
      }),
  };
}

/** Calls of an earlier judge on the project's comparisons, as many of each as it takes, so that the tables are not empty. */
export async function storeEarlierCalls(projectId: string, criterionId: string, calls: number): Promise<number> {
  const earlier = await saveJudge(systemActor("bench"), projectId, {
    name: "Earlier",
    endpoint: "Scripted server",
    model: "earlier",
  });
  const { rowCount } = await pool().query(
    `insert into "JudgeCall" ("comparisonId", id, "judgeVersionId", "criterionId", "order", "sampleIndex", "promptHash", "rawText", logprobs, "probabilityFirst",
       coverage, method, "tokensIn", "tokensOut", "latencyMs")
     select c.id, gen_random_uuid(), $2, $3, 'AB', i, repeat('0', 64), '1', '[{"token": "1", "logprob": -0.1}, {"token": "2", "logprob": -2.4}]', 0.9, 0.99,
       'logprobs', 300, 1, 200
     from "Comparison" c cross join generate_series(1, greatest(1, $4::int / (select count(*)::int from "Comparison" where "projectId" = $1))) as i
     where c."projectId" = $1`,
    [projectId, earlier.versionId, criterionId, calls],
  );
  return rowCount ?? 0;
}

async function insertComparisons(projectId: string, n: number): Promise<void> {
  await pool().query(
    `with made as materialized (
       select i, gen_random_uuid() as c, gen_random_uuid() as p, gen_random_uuid() as a, gen_random_uuid() as b from generate_series(1, $2::int) as i
     ), prompts as (
       insert into "Prompt" (id, "projectId", messages, "contentHash")
       select p, $1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'Question ' || i || '. ' || $3)), sha256(convert_to('p' || i, 'UTF8')) from made
     ), responses as (
       insert into "Response" (id, "projectId", text, "contentHash", length)
       select r.id, $1, r.text, sha256(convert_to(r.text, 'UTF8')), length(r.text)
       from made cross join lateral (values (a, 'reply A of ' || i || '. ' || $3), (b, 'reply B of ' || i || '. ' || $3)) as r(id, text)
     )
     insert into "Comparison" (id, "projectId", "identityKey", "contentHash", "promptId", "responseAId", "responseBId", "clusterKey", flags)
     select c, $1, 'id:' || i, sha256(convert_to('c' || i, 'UTF8')), p, a, b, 'prompt:' || p, '{}' from made`,
    [projectId, n, FILLER],
  );
}
