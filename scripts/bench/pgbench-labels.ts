import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";

const SECONDS = 6;

/**
 * How many labels a second PostgreSQL itself takes: a label and its event in one prepared statement, into the same tables, indexes and
 * foreign keys, durable, by pgbench. Null where pgbench is not installed.
 */
export async function measurePgbench(
  databaseUrl: string,
  projectId: string,
  clients: number,
): Promise<{ perSecond: number; version: string } | null> {
  const version = spawnSync("pgbench", ["--version"], { encoding: "utf8" });
  if (version.status !== 0) return null;
  const { criterionId, annotatorId, comparisons } = await prepare(databaseUrl, projectId);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-pgbench-"));
  try {
    const script = path.join(folder, "label.sql");
    fs.writeFileSync(script, toScript(projectId, criterionId, annotatorId, comparisons));
    const done = spawnSync(
      "pgbench",
      ["-n", "-M", "prepared", "-c", String(clients), "-j", "2", "-T", String(SECONDS), "-f", script, databaseUrl],
      {
        encoding: "utf8",
      },
    );
    const found = /^tps = ([\d.]+)/m.exec(done.stdout);
    if (!found) throw new Error(`pgbench failed: ${done.stderr}`);
    return { perSecond: Number(found[1]), version: version.stdout.trim() };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

// The repeat index makes each label a new one; it goes beyond any that a round gives.
function toScript(projectId: string, criterionId: string, annotatorId: string, comparisons: number): string {
  return `\\set place random(1, ${comparisons})
\\set repeat random(1000, 2000000000)
with label as (
  insert into "Label" ("comparisonId", id, "projectId", "criterionId", "annotatorId", "repeatIndex", answer, score, "durationMs", "submittedAt")
  select c.id, gen_random_uuid(), '${projectId}', '${criterionId}', '${annotatorId}', :repeat, 'PREFERENCE', 2, 4000, now()
  from bench_place b join "Comparison" c on c.id = b.id where b.place = :place
  on conflict do nothing
  returning "comparisonId", id)
insert into "LabelEvent" ("comparisonId", id, "labelId", "projectId", "annotatorId", kind, "bodyHash", after)
select l."comparisonId", gen_random_uuid(), l.id, '${projectId}', '${annotatorId}', 'SUBMIT', sha256(l.id::text::bytea),
  jsonb_build_object('answer', 'PREFERENCE', 'score', 2, 'durationMs', 4000)
from label l;
`;
}

async function prepare(databaseUrl: string, projectId: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("create table if not exists bench_place (place int primary key, id uuid not null)");
  await client.query("truncate bench_place");
  const { rowCount } = await client.query(
    'insert into bench_place select row_number() over (order by id), id from "Comparison" where "projectId" = $1',
    [projectId],
  );
  const criterion = await client.query<{ id: string }>('select id from "Criterion" where "projectId" = $1 limit 1', [projectId]);
  const annotator = await client.query<{ id: string }>('select id from "Annotator" where "projectId" = $1 limit 1', [projectId]);
  await client.end();
  return { criterionId: criterion.rows[0]?.id ?? "", annotatorId: annotator.rows[0]?.id ?? "", comparisons: rowCount ?? 0 };
}
