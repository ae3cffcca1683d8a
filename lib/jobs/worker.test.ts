import { afterEach, expect, test } from "vitest";
import { type JobSource, startWorker, type Worker } from "./worker";

let worker: Worker | undefined;

afterEach(() => worker?.stop());

function start(
  source: Partial<JobSource<number>>,
  options: { concurrency?: number; idleMs?: number; heartbeatMs?: number } = {},
): Worker {
  worker = startWorker<number>(
    { name: "test", claim: async () => [], work: async () => undefined, extend: async () => undefined, ...source },
    { concurrency: 2, idleMs: 10_000, heartbeatMs: 10_000, ...options },
  );
  return worker;
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((settle) => setTimeout(settle, 5));
}

test("a worker claims no more than it has room for, and again as soon as a job ends", async () => {
  const waiting = [1, 2, 3, 4, 5];
  const rooms: number[] = [];
  let open = 0;
  let most = 0;
  let done = 0;
  start({
    claim: async (room) => {
      rooms.push(room);
      return waiting.splice(0, room);
    },
    work: async () => {
      most = Math.max(most, ++open);
      await new Promise((settle) => setTimeout(settle, 10));
      open--;
      done++;
    },
  });
  await until(() => done === 5);
  expect(most).toBe(2);
  expect(Math.max(...rooms)).toBe(2);
});

test("a worker that rests is woken, and a wake that comes early is not lost", async () => {
  let claims = 0;
  const resting = start({
    claim: async () => {
      claims++;
      return [];
    },
  });
  await until(() => claims === 1);
  resting.wake();
  await until(() => claims === 2);
  resting.wake();
  resting.wake();
  await until(() => claims >= 3);
});

test("a worker keeps leases alive, survives what a job throws, and tells its jobs when it stops", async () => {
  const extended: number[][] = [];
  const jobs = [1, 2];
  let wasAborted = false;
  const busy = start(
    {
      claim: async (room) => jobs.splice(0, room),
      work: (job, signal) => {
        if (job === 1) return Promise.reject(new Error("a bug"));
        return new Promise((settle) => {
          signal.addEventListener("abort", () => {
            wasAborted = true;
            settle();
          });
        });
      },
      extend: async (held) => {
        extended.push([...held]);
      },
    },
    { heartbeatMs: 10 },
  );
  await until(() => extended.some((held) => held.length === 1 && held[0] === 2));
  await busy.stop();
  expect(wasAborted).toBe(true);
});

test("a worker goes on when claiming fails", async () => {
  let claims = 0;
  const shaken = start({
    claim: async () => {
      claims++;
      throw new Error("the database is away");
    },
  });
  await until(() => claims === 1);
  shaken.wake();
  await until(() => claims === 2);
});
