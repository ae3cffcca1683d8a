import "server-only";
import { createHash } from "node:crypto";
import type { PoolClient } from "pg";
import { canonicalMessages } from "@/lib/datasets/content-hash";
import { newId } from "@/lib/ids";
import type { RevisionSpec } from "@/lib/revisions/schema";
import { drawSample } from "@/lib/rounds/dealing/assign";

/** What a chain begins with. */
export interface Beginning {
  promptId: string;
  /** Null: the model writes the first response. */
  responseId: string | null;
}

/** The beginnings of a run. */
export interface Beginnings {
  chosen: Beginning[];
  /** Prompts that are left out because an example of the few-shot set is about them. */
  examples: number;
}

type Choice = Pick<RevisionSpec, "begin" | "roundId" | "sampling" | "fewShot">;

/** Comparisons in the dataset's order. $1 project, $2 round or null. */
const COMPARISONS = `
  select c.id, c."promptId", c."responseAId", c."responseBId" from "Comparison" c
  where c."projectId" = $1 and c."withdrawnAt" is null
    and ($2::uuid is null or exists (select 1 from "RoundItem" i where i."comparisonId" = c.id and i."roundId" = $2))`;

const PROMPTS = `
  select "promptId"::text, null as "responseId" from (${COMPARISONS}) as c group by "promptId" order by min(id::text), "promptId"`;

/** Each response once under its prompt; what a person wrote is theirs. $3 model or null. */
const RESPONSES = `
  select s."promptId"::text, s."responseId"::text from (
    select id, "promptId", "responseAId" as "responseId" from (${COMPARISONS}) as c
    union all select id, "promptId", "responseBId" from (${COMPARISONS}) as c) as s
  join "Response" r on r.id = s."responseId"
  where r."authorId" is null and ($3::text is null or r.model = $3)
  group by s."promptId", s."responseId" order by min(s.id::text), s."responseId"`;

/**
 * What the chains of a run begin with: prompts, or responses under theirs, without those that the few-shot set shows already. A random sample
 * is uniform, and the same for the same seed as long as the comparisons are the same. Prompts that are given as texts are stored here.
 */
export async function chooseBeginnings(client: PoolClient, projectId: string, choice: Choice): Promise<Beginnings> {
  const all = await listAll(client, projectId, choice);
  const shown = await findShown(client, projectId, choice);
  const population = all.filter(({ promptId }) => !shown.has(promptId));
  const { sampling } = choice;
  const chosen =
    sampling.kind === "all"
      ? population
      : drawSample(population.length, sampling.n, sampling.seed).flatMap((index) => population[index] ?? []);
  return { chosen, examples: all.length - population.length };
}

async function listAll(client: PoolClient, projectId: string, { begin, roundId }: Choice): Promise<Beginning[]> {
  if (begin.kind === "texts") return storePrompts(client, projectId, begin.texts);
  const { rows } =
    begin.kind === "prompts"
      ? await client.query<Beginning>(PROMPTS, [projectId, roundId])
      : await client.query<Beginning>(RESPONSES, [projectId, roundId, begin.model]);
  return rows;
}

/** The prompts of the project whose last message is an example's prompt. */
async function findShown(client: PoolClient, projectId: string, { fewShot }: Choice): Promise<Set<string>> {
  if (fewShot.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    `select id::text from "Prompt" where "projectId" = $1 and messages->-1->>'content' = any($2::text[])`,
    [projectId, fewShot.map(({ prompt }) => prompt)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Equal texts are one prompt, and one that the project has is that one. */
async function storePrompts(client: PoolClient, projectId: string, texts: readonly string[]): Promise<Beginning[]> {
  const unique = [...new Set(texts)];
  const hashes = unique.map(hashPrompt);
  await client.query(
    `insert into "Prompt" (id, "projectId", messages, "contentHash")
     select t.id, $1, t.messages::jsonb, t.hash from unnest($2::uuid[], $3::text[], $4::bytea[]) as t(id, messages, hash)
     on conflict ("projectId", "contentHash") do nothing`,
    [projectId, unique.map(() => newId()), unique.map((text) => canonicalMessages(toTurns(text))), hashes],
  );
  const { rows } = await client.query<{ id: string }>(
    `select p.id::text from unnest($2::bytea[]) with ordinality as t(hash, place)
     join "Prompt" p on p."projectId" = $1 and p."contentHash" = t.hash order by t.place`,
    [projectId, hashes],
  );
  return rows.map(({ id }) => ({ promptId: id, responseId: null }));
}

function toTurns(text: string): { role: "user"; content: string }[] {
  return [{ role: "user", content: text }];
}

function hashPrompt(text: string): Buffer {
  return createHash("sha256")
    .update(canonicalMessages(toTurns(text)))
    .digest();
}
