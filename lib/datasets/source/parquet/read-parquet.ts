import { Worker } from "node:worker_threads";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import type { SourceCount } from "@/lib/datasets/source/open-source";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { decodeFile } from "./decode-file";
import { NoThread, rowsOfThread } from "./parquet-thread";
import type { ParquetTask } from "./parquet-worker";
import { spool } from "./spool";

/** What the thread may keep; pages stand outside, each within its own limit. */
const HEAP_MIB = 256;

/**
 * The rows of a Parquet file. Its description stands at its end, so it is written to a temporary file first; then a thread of its own, which
 * may be ended, decodes it. Where no thread can be started the caller's decodes, within the same limits.
 *
 * @throws AppError `invalid` where the file is damaged; `too_large`; `limit_reached` when the disk is full.
 */
export async function* readParquet(
  chunks: AsyncGenerator<Buffer>,
  count: SourceCount,
  limits: SourceLimits,
): AsyncGenerator<SourceRow[]> {
  const file = await spool(chunks);
  try {
    for await (const rows of decode({ path: file.path, limits })) {
      for (const row of rows) if (row.values) count.textBytes += row.characters;
      yield rows;
    }
  } finally {
    await file.remove();
  }
}

async function* decode(task: ParquetTask): AsyncGenerator<SourceRow[]> {
  try {
    yield* rowsOfThread(start(task), task.limits.batchMs);
  } catch (error) {
    if (!(error instanceof NoThread)) throw error;
    yield* decodeFile(task.path, task.limits);
  }
}

function start(task: ParquetTask): Worker {
  return new Worker(new URL("./parquet-worker.ts", import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, stackSizeMb: 4 },
  });
}
