import "server-only";
import type pg from "pg";
import { type ContentHashes, canonicalMessages } from "@/lib/datasets/content-hash";
import type { ComparisonRecord } from "@/lib/datasets/record";
import { CopyRows, copyInto } from "@/lib/db/copy-rows";
import { AppError } from "@/lib/errors";

/** A comparison that is new to the project, with the ids that it gets. */
export interface NewComparison {
  id: string;
  row: number;
  record: ComparisonRecord;
  hashes: ContentHashes;
}

interface StageContext {
  projectId: string;
  datasetId: string;
  nextId: () => string;
}

const CREATE = `
create temp table staged_prompt (id uuid, "contentHash" bytea, messages jsonb) on commit drop;
create temp table staged_response (id uuid, "contentHash" bytea, text text, model text, length integer) on commit drop;
create temp table staged_comparison (id uuid, "identityKey" text, "externalId" text, "contentHash" bytea, prompt bytea, "responseA" bytea,
  "responseB" bytea, "clusterKey" text, "turnIndex" integer, metadata jsonb, flags text[], "sourceRow" integer) on commit drop;
-- Long texts are compressed once, when they reach their table.
alter table staged_prompt alter column messages set storage external;
alter table staged_response alter column text set storage external;
-- Temporary tables have no statistics: each row is looked up by index, or a guess would read whole tables again and again.
set local enable_hashjoin = off;
set local enable_mergejoin = off`;

const INSERT_PROMPTS = `
insert into "Prompt" (id, "projectId", messages, "contentHash")
select id, $1::uuid, messages, "contentHash" from staged_prompt
on conflict ("projectId", "contentHash") do nothing`;

const INSERT_RESPONSES = `
insert into "Response" (id, "projectId", text, model, "contentHash", length)
select id, $1::uuid, text, model, "contentHash", length from staged_response
on conflict ("projectId", "contentHash") do nothing`;

const INSERT_COMPARISONS = `
insert into "Comparison" (id, "projectId", "identityKey", "externalId", "contentHash", "promptId", "responseAId", "responseBId",
  "clusterKey", "turnIndex", metadata, flags, "datasetId", "sourceRow")
select s.id, $1::uuid, s."identityKey", s."externalId", s."contentHash", p.id, a.id, b.id,
  s."clusterKey", s."turnIndex", s.metadata, s.flags, $2::uuid, s."sourceRow"
from staged_comparison s
join "Prompt" p on p."projectId" = $1::uuid and p."contentHash" = s.prompt
join "Response" a on a."projectId" = $1::uuid and a."contentHash" = s."responseA"
join "Response" b on b."projectId" = $1::uuid and b."contentHash" = s."responseB"
on conflict ("projectId", "identityKey") do nothing`;

/** Makes the temporary tables that new comparisons pass through; once a transaction. */
export async function prepareStaging(client: pg.ClientBase): Promise<void> {
  await client.query(CREATE);
}

/**
 * Stores comparisons that the project does not have, with the prompts and responses that it does not have either.
 * @throws AppError `conflict` if another writer stored one of them meanwhile.
 */
export async function storeComparisons(
  client: pg.ClientBase,
  { projectId, datasetId, nextId }: StageContext,
  comparisons: readonly NewComparison[],
): Promise<void> {
  if (comparisons.length === 0) return;
  const prompts = new CopyRows(3, 4 * 1024 * 1024);
  const responses = new CopyRows(5, 4 * 1024 * 1024);
  const rows = new CopyRows(12, 1024 * 1024);
  const seen = new Set<string>();
  for (const comparison of comparisons) {
    const { record, hashes } = comparison;
    if (isNew(hashes.prompt, "p", seen)) {
      prompts.row().uuid(nextId()).bytes(hashes.prompt).json(canonicalMessages(record.prompt));
    }
    if (isNew(hashes.responseA, "r", seen)) addResponse(responses, nextId(), hashes.responseA, record.responseA, record.modelA);
    if (isNew(hashes.responseB, "r", seen)) addResponse(responses, nextId(), hashes.responseB, record.responseB, record.modelB);
    addComparison(rows, comparison);
  }
  await copyInto(client, "staged_prompt", prompts);
  await copyInto(client, "staged_response", responses);
  await copyInto(client, "staged_comparison", rows);
  await client.query(INSERT_PROMPTS, [projectId]);
  await client.query(INSERT_RESPONSES, [projectId]);
  const stored = await client.query(INSERT_COMPARISONS, [projectId, datasetId]);
  if (stored.rowCount !== comparisons.length) {
    throw new AppError(
      "conflict",
      "Some of these comparisons were stored by someone else at the same time. Import the file again.",
    );
  }
  await client.query("truncate staged_prompt, staged_response, staged_comparison");
}

function isNew(contentHash: Buffer, kind: string, seen: Set<string>): boolean {
  const key = kind + contentHash.toString("latin1");
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

function addResponse(rows: CopyRows, id: string, contentHash: Buffer, text: string, model: string | undefined): void {
  rows
    .row()
    .uuid(id)
    .bytes(contentHash)
    .text(text)
    .text(model ?? null)
    .int4(countCharacters(text));
}

function addComparison(rows: CopyRows, { id, row, record, hashes }: NewComparison): void {
  rows
    .row()
    .uuid(id)
    .text(hashes.identityKey)
    .text(record.id ?? null)
    .bytes(hashes.content)
    .bytes(hashes.prompt)
    .bytes(hashes.responseA)
    .bytes(hashes.responseB)
    .text(record.cluster === undefined ? `prompt:${hashes.prompt.toString("hex")}` : `cluster:${record.cluster}`)
    .int4(record.turnIndex ?? null)
    .json(JSON.stringify(record.metadata ?? {}))
    .texts(record.flags ?? [])
    .int4(row);
}

/** Characters as PostgreSQL's `char_length` counts them: code points. */
function countCharacters(text: string): number {
  let count = text.length;
  for (const _pair of text.matchAll(/[\ud800-\udbff]/g)) count--;
  return count;
}
