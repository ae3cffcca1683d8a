import fs from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { createProject as createProjectHere } from "@/lib/projects/create-project";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { inSnapshot } from "./export/in-snapshot";
import { holdExport } from "./export/jobs/lost-exports";
import { previewExport } from "./export/preview-export";
import { listExports } from "./export/queries";
import { exportDataset } from "./export-dataset";
import { importDataset } from "./import-dataset";

const database = freshDatabase();
let actor: UserActor;
let slug: string;

const LINES = [
  {
    id: "q1",
    prompt: [{ role: "user", content: "Why is the sky blue?" }],
    responseA: "Because of scattering.",
    responseB: "It reflects the sea.",
    modelA: "heron",
    modelB: "wren",
    cluster: "sky",
    metadata: { category: "facts" },
    labels: [
      {
        annotator: "mara",
        kind: "HUMAN",
        score: -4,
        rationale: "A is right.",
        confidence: 5,
        ratings: { kind: "likert7", a: 6, b: 2 },
        durationMs: 41_000,
        hiddenMs: 900,
        submittedAt: "2026-05-01T10:00:00.000Z",
      },
      { annotator: "tomas", kind: "HUMAN", score: -1, submittedAt: "2026-05-01T10:01:00.000Z" },
      { annotator: "heron judge", kind: "AI", probabilityB: 0.2, order: "both", submittedAt: "2026-05-01T10:02:00.000Z" },
    ],
  },
  {
    id: "q2",
    prompt: [
      { role: "user", content: "Add 2 and 2." },
      { role: "assistant", content: "4." },
      { role: "user", content: "And 3?" },
    ],
    responseA: "7",
    responseB: "",
    labels: [
      { annotator: "mara", kind: "HUMAN", score: 3, submittedAt: "2026-05-01T11:00:00.000Z" },
      { annotator: "tomas", kind: "HUMAN", answer: "skip", reason: "cut", submittedAt: "2026-05-01T11:00:00.000Z" },
      { annotator: "heron judge", kind: "AI", answer: "invalid", submittedAt: "2026-05-01T11:00:00.000Z" },
    ],
  },
  {
    id: "q3",
    prompt: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ],
    responseA: "Hello",
    responseB: "Hey",
    labels: [{ annotator: "mara", kind: "HUMAN", score: 2, submittedAt: "2026-05-01T12:00:00.000Z" }],
  },
];

beforeAll(async () => {
  await database.open();
  actor = actorOf(await createUser({ isOperator: true }));
  slug = (await createProjectHere(actor, { name: "Sky", scale: { preset: "HH_HELPFUL" } })).slug;
  const report = await importDataset(actor, slug, bytes(LINES.map((line) => JSON.stringify(line)).join("\n")), {
    format: "concord-jsonl",
  });
  expect(report.refused).toEqual([]);
});

test("HH-RLHF has the better response as chosen, leaves the weakest level out and says so", async () => {
  const { file, manifest } = await exportDataset(actor, slug, { format: "hh-rlhf" });
  expect(read(file)).toEqual([
    {
      chosen: "\n\nHuman: Why is the sky blue?\n\nAssistant: Because of scattering.",
      rejected: "\n\nHuman: Why is the sky blue?\n\nAssistant: It reflects the sea.",
    },
    {
      chosen: "\n\nHuman: Add 2 and 2.\n\nAssistant: 4.\n\nHuman: And 3?\n\nAssistant: ",
      rejected: "\n\nHuman: Add 2 and 2.\n\nAssistant: 4.\n\nHuman: And 3?\n\nAssistant: 7",
    },
  ]);
  expect(manifest.counted).toEqual({ comparisons: 3, labels: 7, rows: 2 });
  expect(manifest.dropped).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ reason: "the weakest level of the scale, which HH-RLHF leaves out", count: 1 }),
      expect.objectContaining({ reason: "skipped", count: 1 }),
      expect.objectContaining({
        reason: "The prompt has a system or tool message; a transcript has only Human and Assistant.",
        count: 1,
      }),
    ]),
  );
  expect(manifest.method).toContain("weakest level");
  expect(manifest.file.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(manifest.file.bytes).toBe(fs.statSync(file).size);
});

test("TRL rows have an explicit prompt, a signed score and a margin", async () => {
  const { file } = await exportDataset(actor, slug, { format: "trl", minStrength: 3 });
  expect(read(file).map(({ score, margin, annotator_kind, chosen }) => [score, margin, annotator_kind, chosen])).toEqual([
    [-4, 4, "HUMAN", [{ role: "assistant", content: "Because of scattering." }]],
    [3, 3, "HUMAN", [{ role: "assistant", content: "" }]],
  ]);
});

test("a judge's rows carry its probability, and its unreadable verdicts are counted, not guessed", async () => {
  const { file, manifest } = await exportDataset(actor, slug, { format: "trl", source: "ai" });
  expect(read(file)).toMatchObject([{ annotator_kind: "AI", annotator: "heron judge", probability_chosen: 0.8 }]);
  expect(manifest.dropped).toContainEqual(expect.objectContaining({ reason: "the judge's verdict could not be read", count: 1 }));
});

test("a consensus is one row a comparison", async () => {
  const { file } = await exportDataset(actor, slug, { format: "trl", source: "consensus" });
  expect(read(file).map(({ score, annotator }) => [score, annotator])).toEqual([
    [-3, "majority"],
    [3, "majority"],
    [2, "majority"],
  ]);
});

test("a consensus that rests on weakest labels alone is left out of HH-RLHF, and of nothing else", async () => {
  const project = await createProjectHere(actor, { name: "Weak", scale: { preset: "HH_HELPFUL" } });
  const labelled = (name: string, ...scores: number[]) => ({
    ...{ prompt: name, responseA: "a", responseB: "b" },
    labels: scores.map((score, index) => ({ annotator: `person ${index}`, kind: "HUMAN", score })),
  });
  const lines = [labelled("all weak", 1, 1, -4), labelled("one strong", -1, -2), labelled("strong", 3)];
  await importDataset(actor, project.slug, bytes(lines.map((line) => JSON.stringify(line)).join("\n")), {});
  const hh = await exportDataset(actor, project.slug, { format: "hh-rlhf", source: "consensus" });
  expect(hh.manifest.counted.rows).toBe(2);
  expect(hh.manifest.dropped).toEqual([
    expect.objectContaining({ reason: "the weakest level of the scale, which HH-RLHF leaves out", count: 1 }),
  ]);
  const trl = await exportDataset(actor, project.slug, { format: "trl", source: "consensus" });
  expect(trl.manifest.counted.rows).toBe(3);
});

test("an export that fails leaves no file, and one whose writer is gone is said to have failed", async () => {
  const project = await db().project.findUniqueOrThrow({ where: { slug } });
  const folder = path.join(env().dataFolder, "exports");
  // Other tests write into the same folder.
  const files = async () => {
    const exports = await db().export.findMany({ where: { projectId: project.id }, select: { id: true } });
    return fs.readdirSync(folder).filter((name) => exports.some(({ id }) => name.startsWith(id)));
  };
  const before = await files();
  const broken = exportDataset(actor, slug, { format: "trl", judge: "nobody", source: "ai" });
  await expect(broken).rejects.toThrow("nobody");
  expect(await files()).toEqual(before);
  const lost = newId();
  const createdAt = new Date(Date.now() - 60_000);
  await db().export.create({ data: { id: lost, projectId: project.id, format: "trl", spec: {}, createdAt } });
  fs.writeFileSync(path.join(folder, `${lost}.jsonl.part`), "half");
  const found = (await listExports(actor, project.id)).find(({ id }) => id === lost);
  expect(found).toMatchObject({ state: "FAILED", error: expect.stringContaining("Make it again") });
  expect(await files()).toEqual(before);
});

test("an export that is being written is not taken for a lost one", async () => {
  const project = await db().project.findUniqueOrThrow({ where: { slug } });
  const running = newId();
  const createdAt = new Date(Date.now() - 60_000);
  await db().export.create({ data: { id: running, projectId: project.id, format: "trl", spec: {}, createdAt } });
  await inSnapshot(async (client) => {
    await holdExport(client, running);
    expect((await listExports(actor, project.id)).find(({ id }) => id === running)?.state).toBe("RUNNING");
  });
  expect((await listExports(actor, project.id)).find(({ id }) => id === running)?.state).toBe("FAILED");
});

test("labels keep their order by name and criterion, whatever their ids", async () => {
  const labels = ["honest", "helpful"].flatMap((criterion) =>
    ["zoe", "ann", "ann (2)"].map((annotator) => ({
      ...{ annotator, kind: "HUMAN", criterion, score: 2, submittedAt: "2026-05-01T10:00:00.000Z" },
      ...(annotator === "zoe" ? { round: "first", repeat: 0 } : { metadata: { page: 1 } }),
    })),
  );
  const text = JSON.stringify({ prompt: "q", responseA: "a", responseB: "b", labels });
  const files: string[] = [];
  for (const name of ["One", "Two"]) {
    const project = await createProjectHere(actor, { name, scale: { preset: "HH_HELPFUL" } });
    const source = files[0] === undefined ? text : fs.readFileSync(files[0], "utf8");
    expect(await importDataset(actor, project.slug, bytes(source), {})).toMatchObject({ labels: { new: 6 }, refused: [] });
    files.push((await exportDataset(actor, project.slug, { format: "concord-jsonl" })).file);
  }
  expect(fs.readFileSync(files[1] ?? "", "utf8")).toBe(fs.readFileSync(files[0] ?? "", "utf8"));
  const [line] = read(files[1] ?? "");
  expect(line?.labels).toMatchObject([
    { annotator: "ann", criterion: "helpful", metadata: { page: 1 } },
    { annotator: "ann", criterion: "honest" },
    { annotator: "ann (2)", criterion: "helpful" },
    { annotator: "ann (2)", criterion: "honest" },
    { annotator: "zoe", criterion: "helpful", round: "first" },
    { annotator: "zoe", criterion: "honest", round: "first" },
  ]);
});

test("a canonical export of a project makes an equal project", async () => {
  const { file } = await exportDataset(actor, slug, { format: "concord-jsonl" });
  const copy = await createProjectHere(actor, { name: "Copy of Sky", scale: { preset: "HH_HELPFUL" } });
  await importDataset(actor, copy.slug, bytes(fs.readFileSync(file, "utf8")), { format: "concord-jsonl" });
  const again = await exportDataset(actor, copy.slug, { format: "concord-jsonl" });
  expect(sorted(again.file)).toEqual(sorted(file));
});

test("withdrawn comparisons do not leave", async () => {
  await db().comparison.updateMany({ where: { externalId: "q3" }, data: { withdrawnAt: new Date() } });
  const { manifest } = await exportDataset(actor, slug, { format: "concord-jsonl" });
  expect(manifest.counted.comparisons).toBe(2);
  expect(manifest.dropped).toContainEqual(expect.objectContaining({ reason: "the comparison is withdrawn", count: 1 }));
  await db().comparison.updateMany({ where: { externalId: "q3" }, data: { withdrawnAt: null } });
});

test("a preview shows the first rows and stores nothing", async () => {
  const before = await db().export.count();
  const { lines } = await previewExport(actor, slug, { format: "trl" }, { rows: 1 });
  expect(lines).toHaveLength(1);
  expect(await db().export.count()).toBe(before);
});

test("an annotator, a stranger and a wrong name are refused in words", async () => {
  const project = await db().project.findUniqueOrThrow({ where: { slug } });
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  for (const user of [annotator, await createUser()])
    await expect(exportDataset(actorOf(user), slug, { format: "trl" })).rejects.toMatchObject({ code: "not_found" });
  await expect(exportDataset(actor, slug, { format: "trl", criterion: "kind" })).rejects.toThrow(
    'There is no criterion "kind": there are helpful.',
  );
  await expect(exportDataset(actor, slug, { format: "trl", source: "ai", judge: "nobody" })).rejects.toThrow("heron judge");
});

function read(file: string): Record<string, unknown>[] {
  return sorted(file).map((line) => JSON.parse(line));
}

function sorted(file: string): string[] {
  return fs.readFileSync(file, "utf8").trimEnd().split("\n");
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
