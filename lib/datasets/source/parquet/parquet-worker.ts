import { parentPort, workerData } from "node:worker_threads";
import type { SourceLimits } from "@/lib/datasets/source/limits";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { AppError, type ErrorCode } from "@/lib/errors";
import { decodeFile } from "./decode-file";

/** What the thread is started with. */
export interface ParquetTask {
  path: string;
  limits: SourceLimits;
}

/** The thread's answer to each "next". */
export type ParquetAnswer =
  | { kind: "rows"; rows: SourceRow[] }
  | { kind: "end" }
  | { kind: "error"; code: ErrorCode | null; message: string };

// Only `parquet-thread.ts` starts this file.
const task = workerData as ParquetTask;
const batches = decodeFile(task.path, task.limits);

parentPort?.on("message", async () => {
  let answer: ParquetAnswer;
  try {
    const { value, done } = await batches.next();
    answer = done ? { kind: "end" } : { kind: "rows", rows: value };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    answer = { kind: "error", code: error instanceof AppError ? error.code : null, message };
  }
  parentPort?.postMessage(answer);
});
parentPort?.postMessage("ready");
