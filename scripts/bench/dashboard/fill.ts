import pg from "pg";

/** How much goes into a project. Of 100 comparisons 40 have labels of two people, all have one of the first judge, 20 one of the second. */
export interface Filling {
  projectId: string;
  comparisons: number;
}

const PEOPLE = 20;
const MODELS = 6;
const TEXTS = 2000;

/**
 * Fills a project in the database itself, which is the quickest way: people and judges who came with a file, prompts that four comparisons
 * share, two labels a comparison on the mean. All of it follows from the comparisons' numbers.
 */
export async function fillProject(databaseUrl: string, { projectId, comparisons }: Filling): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // What is written here is sound, and a million look-ups of foreign keys are not what is measured.
    await client.query("set session_replication_role = replica");
    await client.query("begin");
    const run = (text: string, values: unknown[] = []) => client.query(text, [projectId, ...values]);
    await run(
      `create temporary table who on commit drop as
         select n, uuidv7() as id, case when n <= ${PEOPLE} then 'HUMAN' else 'AI' end as kind,
           case when n <= ${PEOPLE} then 'person ' || n else 'judge ' || (n - ${PEOPLE}) end as name, $1::uuid as project
         from generate_series(1, ${PEOPLE + 2}) n`,
    );
    await client.query(
      `insert into "Annotator" (id, "projectId", kind, origin, name, key)
       select id, project, kind::"AnnotatorKind", 'IMPORTED', name, 'import:' || kind || ':' || name from who`,
    );
    await run(
      `insert into "Prompt" (id, "projectId", messages, "contentHash")
       select uuidv7(), $1, jsonb_build_array(jsonb_build_object('role', 'user', 'content', 'Question ' || n)), sha256(('bench ' || n)::bytea)
       from generate_series(0, $2::int / 4) n`,
      [comparisons],
    );
    await run(
      `insert into "Response" (id, "projectId", text, model, "contentHash", length)
       select uuidv7(), $1, 'Answer ' || n, 'model ' || n % ${MODELS}, sha256(('bench ' || n)::bytea), 100 + (n * 7919) % 400
       from generate_series(1, ${TEXTS}) n`,
    );
    await run(
      `create temporary table filled on commit drop as
         with texts as (select id, row_number() over (order by id) - 1 as n from "Response" where "projectId" = $1 and text like 'Answer %'),
           prompts as (select id, row_number() over (order by id) - 1 as n from "Prompt" where "projectId" = $1 and messages->0->>'content' like 'Question %')
         select c, uuidv7() as id, p.id as prompt, a.id as a, b.id as b
         from generate_series(0, $2::int - 1) c join prompts p on p.n = c / 4
           join texts a on a.n = c % ${TEXTS} join texts b on b.n = (c + 1 + c % 5) % ${TEXTS}
         order by c`,
      [comparisons],
    );
    await run(
      `insert into "Dataset" (id, "projectId", "fileName", format, "fileHash", bytes, rows, "newCount", "duplicateCount", "labelsNew", "labelsDuplicate", "refusedCount", refused)
       values (uuidv7(), $1, 'bench.jsonl', 'concord-jsonl', 'bench', 0, $2, $2, 0, 0, 0, 0, '[]')`,
      [comparisons],
    );
    await client.query("analyze filled");
    await run(
      `insert into "Comparison" (id, "projectId", "identityKey", "contentHash", "promptId", "responseAId", "responseBId", "clusterKey", flags, "datasetId")
       select id, $1, 'bench:' || c, sha256(('bench ' || c)::bytea), prompt, a, b, 'prompt:' || prompt, '{}',
         (select id from "Dataset" where "projectId" = $1 and "fileName" = 'bench.jsonl') from filled order by c`,
    );
    await run(
      `insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", answer, score, "probabilityB", "presentedSwapped", "submittedAt")
       select f.id, uuidv7(), $1, k.id, w.id, 'PREFERENCE', s.score,
         case w.kind when 'AI' then (s.score + 4.5) / 9 end, (f.c + w.n) % 2 = 0, now() - (f.c || ' seconds')::interval
       from filled f
       cross join lateral (
         select 1 as slot, 1 + f.c % ${PEOPLE} as n where f.c % 100 < 40 union all
         select 2, 1 + (f.c + 1 + f.c / 20 % ${PEOPLE - 1}) % ${PEOPLE} where f.c % 100 < 40 union all
         select 3, ${PEOPLE + 1} union all select 4, ${PEOPLE + 2} where f.c % 100 >= 30 and f.c % 100 < 50) who_labels
       join who w on w.n = who_labels.n
       cross join lateral (select hashint4extended(f.c, slot) as h, hashint4extended(f.c / 4, 77) as cluster, hashint4extended(f.c, 99) as truth) r
       cross join lateral (
         select (case when abs(r.h % 100) < 62 + abs(r.cluster % 25) then 1 else -1 end * case when r.truth % 2 = 0 then 1 else -1 end
           * (1 + abs(r.h / 128 % 4)))::smallint as score) s
       cross join (select id from "Criterion" where "projectId" = $1 order by position limit 1) k
       order by f.c`,
    );
    await client.query("commit");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}
