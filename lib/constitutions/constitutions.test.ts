import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { findVersionByName, listConstitutions, listPrinciples } from "./queries";
import { saveConstitution } from "./save-constitution";

beforeAll(freshDatabase().open);

async function createOwned(): Promise<{ owner: User; project: Project }> {
  const owner = await createUser();
  return { owner, project: await createProject({ owner }) };
}

const principle = (key: string, data: Record<string, unknown> = {}) => ({
  key,
  preferenceText: `Which response is more ${key}?`,
  critiqueRequest: `Say where the response is not ${key}.`,
  revisionRequest: `Rewrite the response so that it is ${key}.`,
  ...data,
});
const document = (...keys: string[]) => ({ name: "House rules", principles: keys.map((key) => principle(key)) });

describe("a constitution", () => {
  test("is kept in versions that never change, in the order of its document", async () => {
    const { owner, project } = await createOwned();
    const actor = actorOf(owner);
    const first = await saveConstitution(actor, project.slug, document("honest", "kind"));
    expect(first).toMatchObject({ version: 1, outcome: "created" });
    expect(await saveConstitution(actor, project.slug, document("honest", "kind"))).toEqual({ ...first, outcome: "unchanged" });
    // The order is content.
    const second = await saveConstitution(actor, project.slug, document("kind", "honest"));
    expect(second).toMatchObject({ constitutionId: first.constitutionId, version: 2, outcome: "new version" });

    expect(await listPrinciples(first.versionId)).toMatchObject([
      { position: 1, key: "honest", tags: [], weight: 1 },
      { position: 2, key: "kind", preferenceText: "Which response is more kind?" },
    ]);
    expect((await listPrinciples(second.versionId)).map(({ key }) => key)).toEqual(["kind", "honest"]);
    expect(await listConstitutions(actor, project.slug)).toMatchObject([
      { name: "House rules", versions: [{ version: 2, principles: 2 }, { version: 1 }] },
    ]);
    expect(await findVersionByName(project.id, "House rules")).toEqual({ id: second.versionId, version: 2 });
    expect(await findVersionByName(project.id, "House rules", 1)).toEqual({ id: first.versionId, version: 1 });
    expect(await findVersionByName(project.id, "House rules", 3)).toBeNull();
    expect(await db().auditEvent.count({ where: { projectId: project.id, action: { startsWith: "constitution." } } })).toBe(2);
  });

  test("is refused with what is wrong and where", async () => {
    const { owner, project } = await createOwned();
    const bad = [
      { ...document("honest", "honest") },
      { name: "House rules", principles: [] },
      { name: "House rules", principles: [principle("Honest Talk")] },
      { name: "House rules", principles: [principle("honest", { weight: 0 })] },
      { name: "House rules", principles: [principle("honest", { critique: "typed under another name" })] },
      { name: "", principles: [principle("honest")] },
    ];
    for (const each of bad) {
      await expect(saveConstitution(actorOf(owner), project.slug, each)).rejects.toMatchObject({ name: "ZodError" });
    }
    await expect(saveConstitution(actorOf(owner), project.slug, bad[0])).rejects.toMatchObject({
      issues: [{ path: ["principles", 1, "key"], message: expect.stringContaining("Principle 1 has the key") }],
    });
    expect(await listConstitutions(actorOf(owner), project.slug)).toEqual([]);
  });

  test("is not saved over what somebody else saved meanwhile", async () => {
    const { owner, project } = await createOwned();
    const actor = actorOf(owner);
    await saveConstitution(actor, project.slug, document("honest"));
    await saveConstitution(actor, project.slug, document("honest", "kind"), { basedOn: 1 });
    await expect(saveConstitution(actor, project.slug, document("brief"), { basedOn: 1 })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(saveConstitution(actor, project.slug, document("brief"), { only: "create" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(
      saveConstitution(actor, project.slug, { ...document("brief"), name: "Other" }, { only: "version" }),
    ).rejects.toMatchObject({ code: "invalid" });
  });

  test("is nobody's who may not see the project, and no annotator's", async () => {
    const { owner, project } = await createOwned();
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    await saveConstitution(actorOf(owner), project.slug, document("honest"));
    for (const actor of [actorOf(annotator), actorOf(await createUser())]) {
      await expect(listConstitutions(actor, project.slug)).rejects.toMatchObject({ code: "not_found" });
      await expect(saveConstitution(actor, project.slug, document("kind"))).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
