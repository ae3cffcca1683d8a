import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { DEFAULT_LIMITS } from "@/lib/datasets/source/limits";
import { decodeFile } from "@/lib/datasets/source/parquet/decode-file";
import { AppError } from "@/lib/errors";
import { createRandom, type Random } from "@/lib/stats/random";

/** What a thread of the fuzz test is started with. */
export interface FuzzTask {
  seed: number;
  from: number;
  to: number;
  files: Uint8Array[];
}

/** What it tells: which mutation it begins, how many were read all the same, and whatever was no orderly refusal. */
export type FuzzNews =
  | { kind: "begin"; index: number }
  | { kind: "bug"; index: number; message: string }
  | { kind: "end"; read: number };

const task = workerData as FuzzTask;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-fuzz-"));
const file = path.join(folder, "file");

function mutate(bytes: Buffer, random: Random): Buffer {
  const kind = random.next();
  if (kind < 0.1) return bytes.subarray(0, Math.floor(random.next() * bytes.length));
  const changes = 1 + Math.floor(random.next() * 8);
  const inDescription = random.next() < 0.5;
  const description = bytes.length > 8 ? bytes.readUInt32LE(bytes.length - 8) + 8 : bytes.length;
  for (let change = 0; change < changes; change++) {
    const at = inDescription
      ? bytes.length - 1 - Math.floor(random.next() * description)
      : Math.floor(random.next() * bytes.length);
    const value = bytes[at] ?? 0;
    const how = random.next();
    bytes[Math.max(0, at)] =
      how < 0.5
        ? value ^ (1 << Math.floor(random.next() * 8))
        : how < 0.7
          ? 0xff
          : how < 0.8
            ? 0
            : Math.floor(random.next() * 256);
  }
  return bytes;
}

let read = 0;
const tell = (news: FuzzNews) => parentPort?.postMessage(news);
for (let index = task.from; index < task.to; index++) {
  tell({ kind: "begin", index });
  const base = task.files[index % task.files.length] ?? new Uint8Array();
  fs.writeFileSync(file, mutate(Buffer.from(base), createRandom(task.seed + index)));
  try {
    for await (const _rows of decodeFile(file, DEFAULT_LIMITS));
    read++;
  } catch (error) {
    if (!(error instanceof AppError))
      tell({ kind: "bug", index, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
fs.rmSync(folder, { recursive: true });
tell({ kind: "end", read });
