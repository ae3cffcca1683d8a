import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";

/** Where a worker's jobs come from and what is done with them. A job is leased: whoever stops extending it loses it. */
export interface JobSource<Job> {
  name: string;
  /** Leases up to `room` jobs. An empty list: nothing to do just now. */
  claim(room: number): Promise<readonly Job[]>;
  /** Does one job and stores its end. What it throws is a bug: it is logged, and the job comes back when its lease ends. */
  work(job: Job, signal: AbortSignal): Promise<void>;
  /** Extends the leases of jobs that are being worked on. */
  extend(jobs: readonly Job[]): Promise<void>;
}

export interface WorkerOptions {
  /** Jobs at once in this process. */
  concurrency: number;
  /** How long to rest when there is nothing to do. */
  idleMs: number;
  heartbeatMs: number;
}

/** A worker that runs. */
export interface Worker {
  /** Looks for jobs at once instead of at the end of its rest. */
  wake(): void;
  /** Takes no more jobs, gives up those in flight, and settles when all have ended. */
  stop(): Promise<void>;
}

const AFTER_ERROR_MS = 3_000;

/** Starts a worker: claims jobs while there is room, works on them side by side, and keeps their leases alive. Never throws. */
export function startWorker<Job>(source: JobSource<Job>, options: WorkerOptions): Worker {
  const active = new Map<Job, { ended: Promise<void>; control: AbortController }>();
  let isStopping = false;
  let nap = new AbortController();
  const wake = (): void => nap.abort();

  const heartbeat = setInterval(() => {
    if (active.size === 0) return;
    source
      .extend([...active.keys()])
      .catch((err: unknown) => log().error({ err, worker: source.name }, "leases were not extended"));
  }, options.heartbeatMs);
  heartbeat.unref();

  function begin(job: Job): void {
    // Each job has a signal of its own: what listens to it goes with the job.
    const control = new AbortController();
    const ended = source
      .work(job, control.signal)
      .catch((err: unknown) => log().error({ err, worker: source.name }, "a job ended with a bug"))
      .finally(() => {
        active.delete(job);
        wake();
      });
    active.set(job, { ended, control });
  }

  async function rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: nap.signal, ref: false }).catch(() => undefined);
    nap = new AbortController();
  }

  async function loop(): Promise<void> {
    while (!isStopping) {
      const room = options.concurrency - active.size;
      if (room <= 0) {
        await rest(options.idleMs);
        continue;
      }
      try {
        const jobs = await source.claim(room);
        for (const job of jobs) begin(job);
        if (jobs.length === 0) await rest(options.idleMs);
      } catch (err) {
        log().error({ err, worker: source.name }, "no jobs could be claimed");
        await rest(AFTER_ERROR_MS);
      }
    }
  }

  const looping = loop();
  return {
    wake,
    stop: async () => {
      isStopping = true;
      wake();
      await looping;
      for (const { control } of active.values()) control.abort();
      await Promise.all([...active.values()].map(({ ended }) => ended));
      clearInterval(heartbeat);
    },
  };
}
