import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { getExport } from "@/lib/datasets/export/queries";
import { importDataset } from "@/lib/datasets/import-dataset";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { startExportWorker, stopExportWorker } from "./export-worker";
import { exportFile } from "./lost-exports";
import { cancelExport, startExport } from "./start-export";

let actor: UserActor;
let project: { id: string; slug: string };

beforeAll(freshDatabase().open);
beforeAll(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
  project = await createProject(actor, { name: "Jobs", scale: { preset: "BINARY" } });
  const line = { prompt: "q", responseA: "a", responseB: "b", labels: [{ annotator: "mara", kind: "HUMAN", score: 2 }] };
  await importDataset(actor, project.slug, bytes(JSON.stringify(line)), { format: "concord-jsonl" });
});
afterEach(stopExportWorker);

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function ended(id: string) {
  for (let tries = 0; tries < 400; tries++) {
    const entry = await getExport(actor, project.slug, id);
    if (entry.state !== "WAITING" && entry.state !== "RUNNING") return entry;
    await sleep(25);
  }
  throw new Error("the export did not end");
}

test("an export that is ordered is written by a worker, and a release has the next number", async () => {
  startExportWorker();
  const plain = await startExport(actor, project.slug, { format: "trl" });
  const first = await startExport(actor, project.slug, { format: "trl" }, { release: { note: "the first" } });
  const second = await startExport(actor, project.slug, { format: "hh-rlhf" }, { release: { note: "" } });
  expect(await ended(plain.id)).toMatchObject({ state: "DONE", rows: 1, release: null, seen: 1 });
  expect(await ended(first.id)).toMatchObject({ state: "DONE", release: 1, releaseNote: "the first" });
  expect(await ended(second.id)).toMatchObject({ state: "DONE", release: 2 });
});

test("an export that was cancelled is not written, and one that has ended cannot be cancelled", async () => {
  const { id } = await startExport(actor, project.slug, { format: "trl" }, { release: { note: "" } });
  await cancelExport(actor, project.slug, id);
  startExportWorker();
  expect(await ended(id)).toMatchObject({ state: "CANCELLED", release: null });
  await expect(cancelExport(actor, project.slug, id)).rejects.toMatchObject({ code: "conflict" });
  await expect(cancelExport(actor, project.slug, newId())).rejects.toMatchObject({ code: "not_found" });
  expect(fs.existsSync(exportFile(id))).toBe(false);
});

test("an export whose server died is begun anew, but not for ever", async () => {
  const lost = async (attempts: number) => {
    const id = newId();
    const startedAt = new Date(Date.now() - 60_000);
    const spec = { format: "trl" };
    await db().export.create({ data: { id, projectId: project.id, format: "trl", spec, state: "RUNNING", attempts, startedAt } });
    fs.mkdirSync(exportFile(id).replace(/[^/]*$/, ""), { recursive: true });
    fs.writeFileSync(`${exportFile(id)}.part`, "half");
    return id;
  };
  const [once, often] = [await lost(1), await lost(3)];
  startExportWorker();
  expect(await ended(once)).toMatchObject({ state: "DONE", rows: 1 });
  expect(await ended(often)).toMatchObject({ state: "FAILED", error: expect.stringContaining("Make it again") });
  for (const id of [once, often]) expect(fs.existsSync(`${exportFile(id)}.part`)).toBe(false);
});

test("what an export names is checked before it is ordered", async () => {
  const before = await db().export.count();
  await expect(startExport(actor, project.slug, { format: "trl", criterion: "kind" })).rejects.toThrow("there are overall");
  const stranger = actorOf(await createUser());
  await expect(startExport(stranger, project.slug, { format: "trl" })).rejects.toMatchObject({ code: "not_found" });
  expect(await db().export.count()).toBe(before);
});
