import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { freshDatabase } from "@/lib/testing/test-db";
import { holdShare, type Share } from "./shares";

const database = freshDatabase();
const processes: ChildProcess[] = [];
let share: Share | undefined;

beforeAll(() => database.open());

afterEach(() => {
  share?.release();
  for (const child of processes.splice(0)) child.kill("SIGKILL");
});

/** Another server that wants the same limit; it prints its slots whenever they change. */
async function startOther(key: string, limit: number): Promise<() => number> {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "lib/testing/share-process.ts", key, String(limit)],
    { env: { ...process.env, DATABASE_URL: database.url() }, stdio: ["ignore", "pipe", "inherit"] },
  );
  processes.push(child);
  let slots = -1;
  child.stdout?.on("data", (chunk: Buffer) => {
    slots = Number(chunk.toString().trim().split("\n").at(-1));
  });
  if (child.stdout) await once(child.stdout, "data");
  return () => slots;
}

async function until(holds: () => boolean, ms = 12_000): Promise<void> {
  for (const end = Date.now() + ms; !holds(); ) {
    if (Date.now() > end) throw new Error("it did not come about");
    await new Promise((settle) => setTimeout(settle, 20));
  }
}

test("one server has the whole limit; a second gets what the first has given up, and never a slot that is in use", async () => {
  const key = newId();
  let inUse = 0;
  share = holdShare(key, { limit: () => 8, inUse: () => inUse, onRoom: () => undefined });
  const mine = share;
  await until(() => mine.slots() === 8);
  inUse = 7;

  const other = await startOther(key, 8);
  await until(() => mine.slots() === 4);
  await until(() => other() === 1);
  // Seven are open here, so one alone is free there, however long it waits.
  await new Promise((settle) => setTimeout(settle, 1_500));
  expect(other()).toBe(1);
  inUse = 2;
  await until(() => other() === 4);
  expect(mine.slots()).toBe(4);

  // A server that dies gives back its part.
  processes[0]?.kill("SIGKILL");
  await until(() => mine.slots() === 8);
}, 40_000);

test("a limit of one is held by one server at a time and passes on when it is released", async () => {
  const key = newId();
  share = holdShare(key, { limit: () => 1, inUse: () => 0, onRoom: () => undefined });
  const mine = share;
  await until(() => mine.slots() === 1);
  const other = await startOther(key, 1);
  await new Promise((settle) => setTimeout(settle, 1_500));
  expect(mine.slots() + Math.max(other(), 0)).toBe(1);
  mine.release();
  await until(() => other() === 1);
}, 30_000);
