import { parentPort } from "node:worker_threads";
import { JOBS } from "./jobs";
import { type Answered, type Asked, toThrown } from "./messages";

// The thread that reckons (see reckon.ts). Several jobs may be under way: those that take long give up control often.

parentPort?.on("message", ({ id, name, input }: Asked) => {
  run(name, input).then(
    (answer) => post({ id, answer }),
    (error: unknown) => post({ id, thrown: toThrown(error) }),
  );
});

async function run(name: string, input: unknown): Promise<unknown> {
  const job = Object.hasOwn(JOBS, name) ? (JOBS as Record<string, (input: never) => Promise<unknown>>)[name] : undefined;
  if (!job) throw new Error(`there is no job ${name}`);
  // The door's types said that the input is the job's.
  return job(input as never);
}

function post(message: Answered): void {
  parentPort?.postMessage(message);
}
