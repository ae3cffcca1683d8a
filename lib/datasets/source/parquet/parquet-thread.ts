import type { Worker } from "node:worker_threads";
import type { SourceRow } from "@/lib/datasets/source/source-row";
import { AppError } from "@/lib/errors";
import type { ParquetAnswer } from "./parquet-worker";

/** The thread could not be started at all. */
export class NoThread extends Error {}

/**
 * The rows that a thread decodes, one batch ahead of the one that is used. A thread that takes too long over a batch, or more memory than it
 * may, is ended, and the file refused.
 *
 * @throws AppError `invalid` or `too_large`; NoThread if the thread never began.
 */
export async function* rowsOfThread(worker: Worker, limitMs: number): AsyncGenerator<SourceRow[]> {
  const answers = new Answers(worker);
  try {
    if ((await answers.next(limitMs)) !== "ready") throw new NoThread("the thread did not begin");
    worker.postMessage("next");
    for (;;) {
      const answer = await answers.next(limitMs);
      if (answer === "ready" || answer.kind === "end") return;
      if (answer.kind === "error")
        throw answer.code === null ? new Error(answer.message) : new AppError(answer.code, answer.message);
      worker.postMessage("next");
      yield answer.rows;
    }
  } finally {
    await worker.terminate();
  }
}

/** The thread's messages as they are asked for. */
class Answers {
  private readonly come: (ParquetAnswer | "ready")[] = [];
  private begun = false;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  constructor(worker: Worker) {
    worker.on("message", (message: ParquetAnswer | "ready") => {
      this.begun = true;
      this.come.push(message);
      this.wake?.();
    });
    worker.on("error", (error: Error) => this.fail(error));
    worker.on("exit", () => this.fail(new Error("the thread ended")));
  }

  async next(limitMs: number): Promise<ParquetAnswer | "ready"> {
    if (this.come.length === 0 && this.failure === null) await this.wait(limitMs);
    const answer = this.come.shift();
    if (answer) return answer;
    throw this.failure ?? new Error("the thread said nothing");
  }

  private wait(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.failure ??= refusal(`its rows take longer than ${Math.round(limitMs / 1000)} s to unpack`);
        resolve();
      }, limitMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private fail(error: Error): void {
    if (!this.begun) this.failure ??= new NoThread(error.message);
    else
      this.failure ??= refusal(
        "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? "its rows unpack to more memory than a file may take"
          : error.message,
      );
    this.wake?.();
  }
}

function refusal(what: string): AppError {
  return new AppError("invalid", `The Parquet file is damaged: ${what}. Write or download it again.`);
}
