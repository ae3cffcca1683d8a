import "server-only";
import type { ReviewState } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";

/** A text of a chain as it stands: the first response (revision 0) or a revision. */
export interface ChainText {
  revision: number;
  responseId: string;
  text: string;
  /** Null for what a person wrote, or whose model nobody knows. */
  model: string | null;
  /** Null for a response that the chain was given: nobody reviews it here. */
  review: ReviewState | null;
  /** Key of the principle by which it was revised; null for a first response. */
  principle: string | null;
}

/** A chain with its texts in their order. */
export interface ChainTexts {
  place: number;
  promptId: string;
  messages: unknown;
  /** Of the prompt's own comparisons, where they name what belongs together. */
  cluster: string | null;
  texts: readonly ChainText[];
}

const CHAINS_AT_ONCE = 500;

const TEXTS = `
  select c.place, c."promptId"::text, p.messages,
    (select substr(k."clusterKey", 9) from "Comparison" k where k."promptId" = c."promptId" and k."clusterKey" like 'cluster:%' order by k.id limit 1) as cluster,
    coalesce((
      select jsonb_agg(jsonb_build_object('revision', t.revision, 'responseId', t."responseId", 'text', r.text, 'model', r.model,
        'review', t.review, 'principle', t.principle) order by t.revision)
      from (
        select 0 as revision, c."responseId", null as review, null as principle
        where c."responseId" is not null and not exists (select 1 from "RevisionStep" f where f."chainId" = c.id and f.kind = 'RESPONSE')
        union all
        select s.revision, s."resultResponseId", s.review::text, q.key from "RevisionStep" s left join "Principle" q on q.id = s."principleId"
        where s."chainId" = c.id and s.kind <> 'CRITIQUE' and s."resultResponseId" is not null) t
      join "Response" r on r.id = t."responseId"), '[]') as texts
  from "RevisionChain" c join "Prompt" p on p.id = c."promptId"
  where c."runId" = $1 and c.place > $2 order by c.place limit ${CHAINS_AT_ONCE}`;

/** The chains of a run with the texts that they have, in their order; memory does not grow with the run. The caller has checked that they may. */
export async function* readChainTexts(runId: string): AsyncGenerator<ChainTexts> {
  for (let after = 0; ; ) {
    const { rows } = await pool().query<ChainTexts>(TEXTS, [runId, after]);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < CHAINS_AT_ONCE) return;
    after = last.place;
  }
}
