import "server-only";
import type pg from "pg";
import { appendAuditWithClient } from "@/lib/audit/append-with-client";
import { getProject } from "@/lib/auth/access";
import type { Actor } from "@/lib/auth/types";
import { userIdOf } from "@/lib/auth/user-id";
import { pool } from "@/lib/db/pool";
import { AppError } from "@/lib/errors";
import { createIdSequence } from "./id-sequence";
import { preferIndexes } from "./import/find-known";
import { NameKeeper } from "./import/name-keeper";
import { type ParsedFile, parseFile } from "./import/parse-file";
import { readProjectFacts } from "./import/project-facts";
import { createIntake, type ImportRun, storeBatch } from "./import/store-batch";
import { createCopyBuffers } from "./import/store-comparisons";
import { Tally } from "./import/tally";
import { ImportOptions, type ImportOptionsInput, type ImportProgress, type ImportReport } from "./schema";
import type { SourceLimits } from "./source/limits";
import type { ByteSource } from "./source/open-source";

/** What an import tells while it runs, and how it is stopped. */
export interface ImportHooks {
  onProgress?: (progress: ImportProgress) => void;
  /** Aborted: the import ends and leaves nothing. */
  signal?: AbortSignal;
  limits?: SourceLimits;
  /** The id of the import, made by a program. */
  datasetId?: string;
  /** Done in the import's own transaction when all is stored: what it throws takes everything back. */
  beforeCommit?: (client: pg.ClientBase, report: ImportReport) => Promise<void>;
}

/**
 * Imports a file into a project, in one transaction: rows that cannot be read are refused and named, the rest is stored; killed or failed,
 * nothing remains. A comparison that is known keeps its place and gets the file's labels; importing a file again adds nothing. Imports into
 * one project take turns. Memory does not grow with the file.
 *
 * @param project - Id or slug.
 * @returns The document of `concord import --json`. `stored` is false after a dry run, and after a strict import with refused rows.
 * @throws AppError `not_found`, `conflict` (archived); `invalid` or `too_large` when the file as a whole cannot be read.
 */
export async function importDataset(
  actor: Actor,
  project: string,
  source: ByteSource,
  input: ImportOptionsInput,
  hooks: ImportHooks = {},
): Promise<ImportReport> {
  const options = ImportOptions.parse(input);
  const { id: projectId } = await getProject(actor, project, "research");
  const file = await parseFile(source, options, hooks.limits);
  const client = await pool().connect();
  let failure: Error | undefined;
  try {
    await client.query("begin");
    const report = await runImport(client, { actor, projectId, file, options, hooks });
    if (report.stored) await hooks.beforeCommit?.(client, report);
    await client.query(report.stored ? "commit" : "rollback");
    return report;
  } catch (error) {
    failure = await rollBack(client);
    throw isLostRace(error) ? new AppError("conflict", LOST_RACE, { cause: error }) : error;
  } finally {
    await file.close();
    client.release(failure);
  }
}

const LOST_RACE =
  "Something else stored the same comparisons or labels at the same time, so nothing of this import was kept. Import the file again.";

/** A unique key was taken by a writer that does not hold the import lock; or the two waited for each other. */
function isLostRace(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "23505" || error.code === "40P01");
}

interface Work {
  actor: Actor;
  projectId: string;
  file: ParsedFile;
  options: ImportOptions;
  hooks: ImportHooks;
}

async function runImport(client: pg.ClientBase, { actor, projectId, file, options, hooks }: Work): Promise<ImportReport> {
  // Taken in turn: a second import of the same file then finds the first one's rows. Free again when the transaction ends.
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`import:${projectId}`]);
  await preferIndexes(client);
  const facts = await readProjectFacts(client, projectId, options.criterion);
  const nextId = createIdSequence();
  const run: ImportRun = {
    client,
    facts,
    names: new NameKeeper(client, facts),
    tally: new Tally(),
    datasetId: hooks.datasetId ?? nextId(),
    actorUserId: userIdOf(actor),
    withLabels: options.withLabels,
    nextId,
    buffers: createCopyBuffers(),
  };
  await insertDataset(client, run, options.fileName, file.format.name);
  await storeAll(run, file, hooks);
  const report = toReport(run, file, options);
  await noteSameContent(client, projectId, report, options.fileName);
  if (report.stored) await finishDataset(client, actor, run, report, options.fileName);
  return report;
}

/** While the database stores one batch, the next one is read and parsed. */
async function storeAll(run: ImportRun, file: ParsedFile, { onProgress, signal }: ImportHooks): Promise<void> {
  let storing: Promise<void> = Promise.resolve();
  let rowsStoring = 0;
  try {
    for await (const batch of file.batches(createIntake(run))) {
      await storing;
      run.tally.rows = rowsStoring;
      rowsStoring = file.rowsRead();
      if (signal?.aborted) throw new AppError("conflict", "The import was stopped. Nothing of it was stored.");
      onProgress?.(run.tally.progress(file.count.bytes));
      storing = storeBatch(run, batch);
      // Seen when it is awaited; marked as handled until then.
      storing.catch(() => undefined);
    }
    await storing;
    run.tally.rows = file.rowsRead();
    onProgress?.(run.tally.progress(file.count.bytes));
  } finally {
    await storing.catch(() => undefined);
  }
}

/** The same bytes under another name: labels that are named after their file become those of another annotator. */
async function noteSameContent(client: pg.ClientBase, projectId: string, report: ImportReport, fileName: string): Promise<void> {
  const { rows } = await client.query<{ fileName: string }>(
    `select "fileName" from "Dataset" where "projectId" = $1 and "fileHash" = $2 and "fileName" <> $3 order by "createdAt", id limit 1`,
    [projectId, report.sha256, fileName],
  );
  const [before] = rows;
  if (!before) return;
  const labels =
    report.labels.new > 0 ? " Labels that are named after their file count a second time, as another annotator's." : "";
  report.notices.unshift({
    row: 1,
    message: `The file has the same content as “${before.fileName}”, which was imported before.${labels}`,
  });
  report.noticeCount++;
}

function toReport({ tally, datasetId }: ImportRun, file: ParsedFile, options: ImportOptions): ImportReport {
  const stored = !options.dryRun && !(options.strict && tally.refusedCount > 0);
  return {
    format: file.format.name,
    rows: tally.rows,
    new: tally.added,
    duplicate: tally.duplicate,
    repeated: tally.repeated,
    labels: { new: tally.labelsAdded, duplicate: tally.labelsDuplicate },
    refused: tally.refused,
    refusedCount: tally.refusedCount,
    notices: tally.notices,
    noticeCount: tally.noticeCount,
    bytes: file.count.bytes,
    textBytes: file.count.textBytes,
    sha256: file.count.sha256(),
    dryRun: options.dryRun,
    stored,
    datasetId: stored ? datasetId : null,
  };
}

/** The row that comparisons point to while they are stored; `finishDataset` fills in what was counted. */
async function insertDataset(client: pg.ClientBase, run: ImportRun, fileName: string, format: string): Promise<void> {
  await client.query(
    `insert into "Dataset" (id, "projectId", "fileName", format, "fileHash", bytes, rows, "newCount", "duplicateCount", "labelsNew",
       "labelsDuplicate", "refusedCount", refused, "createdById")
     values ($1, $2, $3, $4, '', 0, 0, 0, 0, 0, 0, 0, '[]', $5)`,
    [run.datasetId, run.facts.projectId, fileName, format, run.actorUserId],
  );
}

async function finishDataset(
  client: pg.ClientBase,
  actor: Actor,
  run: ImportRun,
  report: ImportReport,
  fileName: string,
): Promise<void> {
  await client.query(
    `update "Dataset" set "fileHash" = $2, bytes = $3, rows = $4, "newCount" = $5, "duplicateCount" = $6, "labelsNew" = $7,
       "labelsDuplicate" = $8, "refusedCount" = $9, refused = $10, notices = $11 where id = $1`,
    [
      run.datasetId,
      report.sha256,
      report.bytes,
      report.rows,
      report.new,
      report.duplicate,
      report.labels.new,
      report.labels.duplicate,
      report.refusedCount,
      JSON.stringify(report.refused),
      JSON.stringify(report.notices),
    ],
  );
  const { format, rows, sha256, labels, refusedCount } = report;
  await appendAuditWithClient(client, actor, {
    projectId: run.facts.projectId,
    action: "dataset.import",
    target: fileName,
    after: {
      datasetId: run.datasetId,
      format,
      sha256,
      rows,
      new: report.new,
      duplicate: report.duplicate,
      labels,
      refused: refusedCount,
    },
  });
}

/** Takes a transaction back; the error that makes the connection unfit for another use, if there is one. */
async function rollBack(client: pg.ClientBase): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
