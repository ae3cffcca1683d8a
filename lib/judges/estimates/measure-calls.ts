import "server-only";
import type { PoolClient } from "pg";
import { pool } from "@/lib/db/pool";
import type { CallStep } from "@/lib/judges/types";
import type { MeasuredCall, MeasuredCalls } from "./estimate-sums";

/** Fewer calls than this say less about the next ones than the texts do. */
const FEWEST_MEASURED = 10;
const MOST_MEASURED = 500;
const MEASURED_TEXTS = 500;

/** The bytes of a call's prompt, all but the roles: UTF-8 bytes follow tokens more closely over scripts than characters do. */
const BYTES = `(octet_length(p.messages::text) + octet_length(a.text) + octet_length(b.text)
  + octet_length(coalesce((v.spec->'template')::text, '')) + octet_length(coalesce((v.spec->'fewShot')::text, '')))::float8`;

const TEXTS = `join "Comparison" c on c.id = k."comparisonId" join "Prompt" p on p.id = c."promptId"
  join "Response" a on a.id = c."responseAId" join "Response" b on b.id = c."responseBId"
  join "JudgeVersion" v on v.id = k."judgeVersionId"`;

/** Answered calls of one step of a version, or else of other versions with its model, to tell the next ones by. */
export async function measureCalls(
  version: { id: string; model: string; endpointId: string },
  step: CallStep,
): Promise<MeasuredCalls | null> {
  const own = await pool().query<MeasuredCall>(
    `select k."tokensIn", k."tokensOut", k."latencyMs", ${BYTES} as bytes
     from (select * from "JudgeCall" where "judgeVersionId" = $1 and step = $3::"CallStep" and "tokensIn" is not null limit $2) k ${TEXTS}`,
    [version.id, MOST_MEASURED, step],
  );
  if (own.rows.length >= FEWEST_MEASURED) return { of: "version", calls: own.rows };
  const like = await pool().query<MeasuredCall>(
    `select k."tokensIn", k."tokensOut", k."latencyMs", ${BYTES} as bytes
     from (select k.* from "JudgeVersion" w join "JudgeCall" k on k."judgeVersionId" = w.id
       where w."endpointId" = $1 and w.model = $2 and k.step = $4::"CallStep" and k."tokensIn" is not null limit $3) k ${TEXTS}`,
    [version.endpointId, version.model, MOST_MEASURED, step],
  );
  return like.rows.length >= FEWEST_MEASURED ? { of: "model", calls: like.rows } : null;
}

/** The mean bytes of a prompt over the comparisons in the table `chosen`, from 500 of them spread over it. */
export async function measureTexts(client: PoolClient, judgeVersionId: string): Promise<number> {
  const { rows } = await client.query<{ bytes: number | null }>(
    `select avg(${BYTES}) as bytes
     from (select id as "comparisonId", $1::uuid as "judgeVersionId" from chosen
       order by hashtextextended(id::text, 0) limit $2) k ${TEXTS}`,
    [judgeVersionId, MEASURED_TEXTS],
  );
  return rows[0]?.bytes ?? 0;
}
