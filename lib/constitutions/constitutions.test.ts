import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Project, User } from "@/lib/db/generated/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { archiveConstitution } from "./archive-constitution";
import { getConstitution, listConstitutionRows } from "./get-constitution";
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

describe("a constitution that is shown", () => {
  test("brings its history, what changed, and the document that makes the same version again", async () => {
    const { owner, project } = await createOwned();
    const actor = actorOf(owner);
    const { constitutionId } = await saveConstitution(actor, project.slug, document("honest", "kind"));
    await saveConstitution(actor, project.slug, document("kind"));
    const shown = await getConstitution(actor, project.slug, "House rules");
    expect(shown).toMatchObject({
      id: constitutionId,
      version: 2,
      isNewest: true,
      changes: { from: 1, principles: [{ key: "honest", kind: "gone" }] },
      versions: [
        { version: 2, authorName: owner.name, principles: 1, judges: 0, revisionRuns: 0 },
        { version: 1, principles: 2 },
      ],
    });
    const first = await getConstitution(actor, project.slug, constitutionId, 1);
    expect(first).toMatchObject({ version: 1, isNewest: false, changes: null });
    const other = await createProject({ owner });
    const again = await saveConstitution(actor, other.slug, JSON.parse(JSON.stringify(first.document)));
    const made = await getConstitution(actor, other.slug, again.constitutionId);
    expect(made.contentHash).toBe(first.contentHash);
    await expect(getConstitution(actor, project.slug, constitutionId, 3)).rejects.toMatchObject({ code: "not_found" });
    await expect(getConstitution(actor, other.slug, constitutionId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is archived and restored by researchers alone; an archived one takes no new version", async () => {
    const { owner, project } = await createOwned();
    const annotator = await createUser();
    await createMember(project, annotator, "ANNOTATOR");
    const actor = actorOf(owner);
    const { constitutionId } = await saveConstitution(actor, project.slug, document("honest"));
    for (const stranger of [actorOf(annotator), actorOf(await createUser())]) {
      await expect(archiveConstitution(stranger, project.slug, constitutionId, true)).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(getConstitution(stranger, project.slug, constitutionId)).rejects.toMatchObject({ code: "not_found" });
      await expect(listConstitutionRows(stranger, project.slug)).rejects.toMatchObject({ code: "not_found" });
    }
    await archiveConstitution(actor, project.slug, constitutionId, true);
    await archiveConstitution(actor, project.slug, constitutionId, true);
    expect(await listConstitutions(actor, project.slug)).toEqual([]);
    expect(await listConstitutionRows(actor, project.slug)).toMatchObject([{ name: "House rules", isArchived: true }]);
    expect(await findVersionByName(project.id, "House rules")).toBeNull();
    await expect(saveConstitution(actor, project.slug, document("kind"))).rejects.toMatchObject({ code: "conflict" });
    await archiveConstitution(actor, project.slug, constitutionId, false);
    await saveConstitution(actor, project.slug, document("kind"));
    const actions = await db().auditEvent.findMany({
      where: { projectId: project.id, action: { startsWith: "constitution." } },
      orderBy: { position: "asc" },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      "constitution.create",
      "constitution.archive",
      "constitution.restore",
      "constitution.version",
    ]);
  });
});
