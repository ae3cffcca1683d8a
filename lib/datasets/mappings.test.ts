import { beforeAll, beforeEach, expect, test } from "vitest";
import type { UserActor } from "@/lib/auth/types";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createMember, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { importDataset } from "./import-dataset";
import { getMapping, listMappings, saveMapping } from "./mappings";
import { previewDataset } from "./preview-dataset";

const database = freshDatabase();
let actor: UserActor;
let project: { id: string; slug: string };
beforeAll(database.open);
beforeEach(async () => {
  actor = actorOf(await createUser({ isOperator: true }));
  project = await createProject(actor, { name: "Tables", description: "", scale: { preset: "ARENA" } } as never);
});

const ODD = "ask,one,two,who,better\nq,a,b,Iris,two\nq,a,b,Noor,1\n";
const MAP = { prompt: "ask", responseA: "one", responseB: "two", annotator: "who", preference: "better" };

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test("a table of odd columns is previewed without a mapping, and says which fields wait for one", async () => {
  const preview = await previewDataset(actor, project.slug, bytes(ODD), {
    fileName: "odd.csv",
    format: "auto",
    annotatorName: undefined,
    map: {},
  });
  expect(preview).toMatchObject({
    format: "csv",
    rowsRead: 2,
    mapping: { map: {}, missing: ["prompt", "responseA", "responseB"] },
  });
  const mapped = await previewDataset(actor, project.slug, bytes(ODD), {
    fileName: "odd.csv",
    format: "csv",
    annotatorName: undefined,
    map: MAP,
  });
  expect(mapped.mapping?.missing).toEqual([]);
  expect(mapped.comparisons[0]).toMatchObject({ row: 3, responseA: "a", responseB: "b", labels: ["Noor (HUMAN): A"] });
  expect(mapped.refused).toMatchObject([{ row: 2, column: "better", reason: 'The preference is "two".' }]);
});

test("the beginning of a file is previewed without its last row, which may be cut", async () => {
  const part = "prompt,response_a,response_b\nq,a,b\nq2,a";
  const options = { fileName: "x.csv", format: "auto", annotatorName: undefined, map: {} } as const;
  expect((await previewDataset(actor, project.slug, bytes(part), options)).refused).toMatchObject([{ row: 3 }]);
  expect((await previewDataset(actor, project.slug, bytes(part), { ...options, isPart: true })).refused).toEqual([]);
});

test("a mapping is kept, replaced under its name, used by an import, and stands in the audit trail", async () => {
  await saveMapping(actor, project.slug, { name: "odd", fields: { prompt: "ask" } });
  await saveMapping(actor, project.slug, { name: "odd", fields: MAP });
  expect(await listMappings(actor, project.slug)).toEqual([{ name: "odd", fields: MAP }]);
  const { fields } = await getMapping(actor, project.slug, "odd");
  const good = ODD.replace("Iris,two", "Iris,2");
  expect(await importDataset(actor, project.slug, bytes(good), { map: fields })).toMatchObject({
    format: "csv",
    new: 1,
    duplicate: 1,
    labels: { new: 2 },
    refused: [],
  });
  expect(await db().auditEvent.count({ where: { projectId: project.id, action: "mapping.save" } })).toBe(2);
  await expect(getMapping(actor, project.slug, "even")).rejects.toThrow("There is no mapping “even”: there are odd.");
  await expect(saveMapping(actor, project.slug, { name: " ", fields: MAP })).rejects.toThrow();
});

test("mappings are for the project's researchers: an annotator and a stranger do not find it", async () => {
  const annotator = await createUser();
  await createMember(await db().project.findUniqueOrThrow({ where: { id: project.id } }), annotator, "ANNOTATOR");
  for (const other of [actorOf(annotator), actorOf(await createUser())]) {
    await expect(saveMapping(other, project.slug, { name: "x", fields: MAP })).rejects.toMatchObject({ code: "not_found" });
    await expect(listMappings(other, project.slug)).rejects.toMatchObject({ code: "not_found" });
  }
});
