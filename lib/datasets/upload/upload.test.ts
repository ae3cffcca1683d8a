import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import type { ImportJobView } from "@/lib/datasets/upload-schema";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { env } from "@/lib/env";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { beginUpload } from "./begin-upload";
import { cancelImport, startImport } from "./control-import";
import { startImportWorker, stopImportWorker } from "./import-worker";
import { getImportJob, listImportJobs } from "./queries";
import { storePart } from "./store-part";
import { sweepUploads } from "./sweep-uploads";
import { freeBytes, uploadFile } from "./upload-files";

vi.mock("./upload-files", { spy: true });

const root = path.resolve(import.meta.dirname, "../../..");
const data = fs.mkdtempSync(path.join(os.tmpdir(), "concord-uploads-"));
const database = freshDatabase();
const processes: ChildProcess[] = [];
let actor: UserActor;
let project: { id: string; slug: string };

beforeAll(async () => {
  process.env.CONCORD_DATA = data;
  expect(env().dataFolder).toBe(data);
  await database.open();
  actor = actorOf(await createUser({ isOperator: true }));
  project = await createProject(actor, { name: "Sent in parts", scale: { preset: "HH_HELPFUL" } });
});

afterEach(async () => {
  await stopImportWorker();
  for (const child of processes.splice(0)) child.kill("SIGKILL");
  await db().importJob.deleteMany();
});

afterAll(() => fs.rmSync(data, { recursive: true, force: true }));

const row = (name: string, index: number) =>
  `${JSON.stringify({ chosen: `\n\nHuman: ${name} ${index}\n\nAssistant: yes`, rejected: `\n\nHuman: ${name} ${index}\n\nAssistant: no` })}\n`;
const rowsOf = (name: string, count: number) =>
  Buffer.from(Array.from({ length: count }, (_, index) => row(name, index)).join(""));

async function* asSource(part: Uint8Array) {
  yield part;
}

function begin(name: string, file: Buffer, who = actor): Promise<ImportJobView> {
  return beginUpload(who, project.slug, {
    fileName: `${name}.jsonl`,
    bytes: file.length,
    lastModified: 1_700_000_000_000,
    crc: crc32(file.subarray(0, 100)),
  });
}

function send(id: string, file: Buffer, from: number, to: number, who = actor): Promise<ImportJobView> {
  const part = file.subarray(from, to);
  return storePart(who, project.slug, id, { offset: from, crc: crc32(part) }, asSource(part));
}

async function sendWhole(name: string, file: Buffer): Promise<ImportJobView> {
  const { id } = await begin(name, file);
  return send(id, file, 0, file.length);
}

async function until(id: string, state: ImportJobView["state"]): Promise<ImportJobView> {
  for (;;) {
    const job = await getImportJob(actor, project.slug, id);
    if (job.state === state) return job;
    if (job.state === "FAILED") throw new Error(job.error ?? "");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function startProcess(...words: string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "lib/testing/import-process.ts", ...words],
    {
      cwd: root,
      env: { ...process.env, DATABASE_URL: database.url(), CONCORD_DATA: data, NODE_OPTIONS: "" },
      stdio: "ignore",
    },
  );
  processes.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

test("parts go in once and in order, whatever is repeated, early, damaged or too long", async () => {
  const file = rowsOf("order", 30);
  const { id } = await begin("order", file);
  expect(await send(id, file, 500, 900)).toMatchObject({ received: 0 });
  expect(await send(id, file, 0, 500)).toMatchObject({ received: 500 });
  expect(await send(id, file, 0, 500)).toMatchObject({ received: 500 });
  await expect(
    storePart(actor, project.slug, id, { offset: 500, crc: 7 }, asSource(file.subarray(500, 900))),
  ).rejects.toMatchObject({ code: "changed" });
  await expect(
    storePart(
      actor,
      project.slug,
      id,
      { offset: 500, crc: crc32(Buffer.alloc(file.length)) },
      asSource(Buffer.alloc(file.length)),
    ),
  ).rejects.toMatchObject({ code: "invalid" });
  await expect(startImport(actor, project.slug, id, {})).rejects.toMatchObject({ code: "conflict" });
  // Overlapping what is there, as after a part that was written but not acknowledged.
  expect(await send(id, file, 300, file.length)).toMatchObject({ received: file.length });
  expect(fs.readFileSync(uploadFile(id)).equals(file)).toBe(true);
});

test("the same file goes on where it was, also after the data folder lost some of it", async () => {
  const file = rowsOf("again", 30);
  const { id } = await begin("again", file);
  await send(id, file, 0, 700);
  expect(await begin("again", file)).toMatchObject({ id, received: 700 });
  expect((await begin("other", file)).id).not.toBe(id);
  fs.truncateSync(uploadFile(id), 300);
  // Asked for again from the last whole part of 8 MiB.
  expect(await begin("again", file)).toMatchObject({ id, received: 0 });
});

test("two imports of one file at once are one import", async () => {
  const file = rowsOf("twice", 40);
  const [first, second] = await Promise.all([begin("twice", file), begin("twice", file)]);
  expect(second.id).toBe(first.id);
  await Promise.all([send(first.id, file, 0, file.length), send(first.id, file, 0, file.length)]);
  await Promise.all([startImport(actor, project.slug, first.id, {}), startImport(actor, project.slug, first.id, {})]);
  expect(await begin("twice", file)).toMatchObject({ id: first.id, state: "WAITING" });
  startImportWorker();
  expect(await until(first.id, "DONE")).toMatchObject({ report: { new: 40, rows: 40, datasetId: first.id } });
  expect(await db().dataset.count({ where: { id: first.id } })).toBe(1);
  expect(fs.existsSync(uploadFile(first.id))).toBe(false);
});

test("nobody but the project's researchers reads an import, and none but its sender sends", async () => {
  const file = rowsOf("access", 3);
  const { id } = await begin("access", file);
  const colleague = await createUser();
  const annotator = await createUser();
  const stranger = await createUser();
  await createMember(await db().project.findUniqueOrThrow({ where: { id: project.id } }), colleague, "RESEARCHER");
  await createMember(await db().project.findUniqueOrThrow({ where: { id: project.id } }), annotator, "ANNOTATOR");
  for (const person of [annotator, stranger]) {
    const who = actorOf(person);
    await expect(begin("access", file, who)).rejects.toMatchObject({ code: "not_found" });
    await expect(getImportJob(who, project.slug, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(send(id, file, 0, file.length, who)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelImport(who, project.slug, id)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(send(id, file, 0, file.length, actorOf(colleague))).rejects.toMatchObject({ code: "not_found" });
  expect((await begin("access", file, actorOf(colleague))).id).not.toBe(id);
  expect(await getImportJob(actorOf(colleague), project.slug, id)).toMatchObject({ state: "UPLOADING" });
  await cancelImport(actorOf(colleague), project.slug, id);
  await expect(startImport(actor, project.slug, id, {})).rejects.toMatchObject({ code: "conflict" });
});

test("limits are told before anything is kept: open files, bytes, and room on the disk", async () => {
  const file = rowsOf("limits", 3);
  await expect(
    beginUpload(actor, project.slug, { fileName: "x", bytes: 2 ** 50, lastModified: 0, crc: 0 }),
  ).rejects.toMatchObject({
    code: "too_large",
  });
  vi.mocked(freeBytes).mockResolvedValueOnce(512 * 1024 ** 2 + file.length - 1);
  await expect(begin("full", file)).rejects.toMatchObject({
    code: "unavailable",
    message: expect.stringContaining("has room for"),
  });
  for (let index = 0; index < 5; index++) await begin(`limit-${index}`, file);
  await expect(begin("limit-5", file)).rejects.toMatchObject({ code: "limit_reached" });
  expect(await begin("limit-4", file)).toMatchObject({ state: "UPLOADING" });
});

test("an import that is refused says why where it can still be read, and leaves nothing", async () => {
  const { id } = await sendWhole("html", Buffer.from("<!doctype html><title>Download</title>"));
  await startImport(actor, project.slug, id, {});
  startImportWorker();
  await expect(until(id, "DONE")).rejects.toThrow("HTML or XML");
  expect(await listImportJobs(actor, project.id)).toMatchObject([{ id, state: "FAILED" }]);
  expect(fs.existsSync(uploadFile(id))).toBe(false);

  const strict = await sendWhole("strict", Buffer.concat([rowsOf("strict", 2), Buffer.from("{\n")]));
  await startImport(actor, project.slug, strict.id, { strict: true });
  expect(await until(strict.id, "DONE")).toMatchObject({ report: { stored: false, refusedCount: 1, datasetId: null } });
});

test("a file whose rest never comes is given up after three days, and its bytes go", async () => {
  const file = rowsOf("old", 30);
  const { id } = await begin("old", file);
  await send(id, file, 0, 500);
  await sweepUploads(Date.now() + 2 * 86_400_000);
  expect(fs.existsSync(uploadFile(id))).toBe(true);
  await sweepUploads(Date.now() + 4 * 86_400_000);
  expect(fs.existsSync(uploadFile(id))).toBe(false);
  expect(await db().importJob.count({ where: { id } })).toBe(0);
});

test("a server that is killed between parts has what it acknowledged, and the file goes on from there", async () => {
  const file = rowsOf("killed", 4000);
  const source = path.join(data, "source");
  fs.writeFileSync(source, file);
  const { id } = await begin("killed", file);
  const child = startProcess("send", actor.userId, project.slug, id, source, "1000");
  while ((await getImportJob(actor, project.slug, id)).received < 5000) await new Promise((resolve) => setTimeout(resolve, 20));
  await kill(child);

  const { received } = await begin("killed", file);
  expect(received).toBeGreaterThanOrEqual(5000);
  expect(received).toBeLessThan(file.length);
  await send(id, file, received, file.length);
  expect(fs.readFileSync(uploadFile(id)).equals(file)).toBe(true);
}, 60_000);

test("a server that is killed in the middle of an import leaves nothing, and the next one begins it anew", async () => {
  const count = 20_000;
  const { id } = await sendWhole("import", rowsOf("import", count));
  await startImport(actor, project.slug, id, {});
  const before = await db().comparison.count();
  const child = startProcess("work");
  // Some rows are read and stored by a transaction that is still open.
  while (((await getImportJob(actor, project.slug, id)).progress?.rows ?? 0) === 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await kill(child);
  expect(await getImportJob(actor, project.slug, id)).toMatchObject({ state: "RUNNING", report: null });
  expect(await db().comparison.count()).toBe(before);
  expect(await db().dataset.count({ where: { id } })).toBe(0);

  await pool().query(`update "ImportJob" set "leaseUntil" = now() - interval '1 second'`);
  startImportWorker();
  expect(await until(id, "DONE")).toMatchObject({ report: { new: count, duplicate: 0, stored: true } });
  expect(await db().comparison.count()).toBe(before + count);
}, 90_000);

test("a cancelled import stores nothing, however late the cancel comes", async () => {
  const { id } = await sendWhole("cancel", rowsOf("cancel", 20_000));
  await startImport(actor, project.slug, id, {});
  const before = await db().comparison.count();
  startImportWorker();
  await until(id, "RUNNING");
  await cancelImport(actor, project.slug, id);
  await stopImportWorker();
  expect(await getImportJob(actor, project.slug, id)).toMatchObject({ state: "CANCELLED", report: null });
  expect(await db().comparison.count()).toBe(before);
  expect(fs.existsSync(uploadFile(id))).toBe(false);
}, 60_000);
