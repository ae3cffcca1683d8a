import "server-only";
import type { Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { type Answered, type Asked, fromThrown } from "./messages";

/** A thread that runs jobs; begun with the first one, and again after it has died. */
export interface ReckoningThread {
  /** @throws AppError as the job does, `unavailable` when the thread died meanwhile. */
  run(name: string, input: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

interface Waiting {
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

const DIED = "What counts the labels stopped unexpectedly and is being started again. Try again in a few seconds.";

/** @param startWorker - Starts a thread that runs `thread.ts`. */
export function createThread(startWorker: () => Worker): ReckoningThread {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let asked = 0;

  function start(): Worker {
    const started = startWorker();
    started.on("message", (message: Answered) => {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if ("thrown" in message) one?.reject(fromThrown(message.thrown));
      else one?.resolve(message.answer);
      if (waiting.size === 0) started.unref();
    });
    started.once("error", (error) => log().error({ err: error }, "the reckoning thread died"));
    started.once("exit", () => {
      if (worker === started) worker = null;
      for (const [id, { reject }] of waiting) {
        waiting.delete(id);
        reject(new AppError("unavailable", DIED, { retryAfterSeconds: 2 }));
      }
    });
    return started;
  }

  return {
    run: (name, input) =>
      new Promise((resolve, reject) => {
        worker ??= start();
        worker.ref();
        const id = asked++;
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, input } satisfies Asked);
      }),
    stop: async () => {
      await worker?.terminate();
    },
  };
}
