import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { db } from "@/lib/db/client";
import { getGuidelines, listGuidelines } from "@/lib/guidelines/queries";
import { saveGuidelines } from "@/lib/guidelines/save-guidelines";
import { actorOf, createAnnotator, createComparison, createLabel, createMember, createUser } from "@/lib/testing/factories";
import { createRoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { createProject, mayCreateProjects } from "./create-project";
import { addCriterion, archiveCriterion, editCriterion, listUnasked } from "./edit-criteria";
import { archiveProject, editProject, restoreProject } from "./edit-project";
import { countProject, getScale, listCriteria, listProjects } from "./queries";
import { saveScale } from "./save-scale";
import type { ProjectInput } from "./schema";

const database = freshDatabase();
beforeAll(database.open);

const HELPFUL = { key: "helpful", question: "Which is more helpful?", polarity: "BETTER" as const };

async function make(input: Partial<ProjectInput> = {}) {
  const owner = await createUser({ isOperator: true });
  const { id, slug } = await createProject(actorOf(owner), { name: "Garden advice", scale: { preset: "HH_HELPFUL" }, ...input });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const researcher = await createUser();
  await createMember(project, researcher, "RESEARCHER");
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  return { id, slug, project, owner: actorOf(owner), researcher: actorOf(researcher), annotator: actorOf(annotator) };
}

describe("createProject", () => {
  test("makes scale, criteria and guidelines of each preset, an owner and an audit entry", async () => {
    const expected = {
      HH_HELPFUL: { buttons: 8, key: "helpful", polarity: "BETTER" },
      HH_RED_TEAM: { buttons: 8, key: "harmless", polarity: "WORSE" },
      LLAMA2: { buttons: 8, key: "helpful", polarity: "BETTER" },
      ARENA: { buttons: 3, key: "overall", polarity: "BETTER" },
      BINARY: { buttons: 2, key: "overall", polarity: "BETTER" },
      CUSTOM: { buttons: 7, key: "overall", polarity: "BETTER" },
    } as const;
    for (const [preset, { buttons, key, polarity }] of Object.entries(expected)) {
      const scale = { preset: preset as keyof typeof expected, levelsPerSide: 3, allowsTie: true };
      const { id, project, owner } = await make({ scale });
      expect((await getScale(owner, id)).buttons).toHaveLength(buttons);
      expect(await listCriteria(owner, id)).toMatchObject([{ key, polarity, archivedAt: null }]);
      expect((await getGuidelines(owner, id)).markdown).toContain("# How to compare");
      expect(project.preset).toBe(preset);
      expect(await db().auditEvent.count({ where: { projectId: id, action: "project.create" } })).toBe(1);
    }
  });

  test("refuses a name that the actor reads already where a new one is asked for, and knows nothing of others' projects", async () => {
    const { owner, annotator, project } = await make({ name: "Twice named" });
    const again = { name: "twice NAMED", scale: { preset: "ARENA" as const } };
    await expect(createProject(owner, again, { isNewName: true })).rejects.toMatchObject({
      code: "conflict",
      fields: [{ path: "name", message: expect.stringContaining(project.slug) }],
    });
    const stranger = await createUser({ isOperator: true });
    await createProject(actorOf(stranger), again, { isNewName: true });
    await archiveProject(owner, project.id);
    await createProject(owner, again, { isNewName: true });
    await expect(createProject(annotator, again, { isNewName: true })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("gives each project an address of its own, also when several of one name are made at once", async () => {
    const owner = await createUser({ isOperator: true });
    const made = await Promise.all(
      Array.from({ length: 5 }, () => createProject(actorOf(owner), { name: "Zürich, täglich!", scale: { preset: "ARENA" } })),
    );
    expect(made.map((project) => project.slug).sort()).toEqual([
      "zurich-taglich",
      "zurich-taglich-2",
      "zurich-taglich-3",
      "zurich-taglich-4",
      "zurich-taglich-5",
    ]);
    expect((await createProject(actorOf(owner), { name: "日本語", scale: { preset: "ARENA" } })).slug).toBe("project");
    expect((await createProject(actorOf(owner), { name: "New", scale: { preset: "ARENA" } })).slug).toBe("project-2");
  });

  test("is for operators, researchers and the command line, which gives the project to the first operator", async () => {
    const { researcher, annotator } = await make();
    const input = { name: "Another", scale: { preset: "BINARY" as const } };
    for (const actor of [annotator, actorOf(await createUser())]) {
      expect(await mayCreateProjects(actor)).toBe(false);
      await expect(createProject(actor, input)).rejects.toMatchObject({ code: "forbidden" });
    }
    await createProject(researcher, input);
    const { id } = await createProject(systemActor(), input);
    const first = await db().user.findFirstOrThrow({ where: { isOperator: true }, orderBy: { createdAt: "asc" } });
    expect(await db().member.findMany({ where: { projectId: id } })).toMatchObject([{ userId: first.id, role: "OWNER" }]);
  });

  test("refuses input that could not be stored or used", async () => {
    const owner = actorOf(await createUser({ isOperator: true }));
    const good: ProjectInput = { name: "Good", scale: { preset: "CUSTOM", levelsPerSide: 2 } };
    for (const wrong of [
      { ...good, name: "  " },
      { ...good, name: "nul\0" },
      { ...good, name: "\ud800" },
      { ...good, scale: { preset: "CUSTOM" as const, levelsPerSide: 5 } },
      { ...good, criteria: [] },
      { ...good, criteria: [HELPFUL, HELPFUL] },
      { ...good, criteria: [{ ...HELPFUL, key: "Not A Key" }] },
      { ...good, extra: 1 },
    ]) {
      await expect(createProject(owner, wrong as ProjectInput)).rejects.toMatchObject({ name: "ZodError" });
    }
  });
});

describe("criteria", () => {
  test("can be changed until somebody was asked, and added at any time", async () => {
    const { id, owner, researcher, project } = await make();
    const [helpful] = await listCriteria(owner, id);
    const changed = { key: "useful", question: "Which is of more use?", polarity: "BETTER" as const };
    await editCriterion(researcher, id, helpful!.id, changed);
    expect(await listCriteria(owner, id)).toMatchObject([changed]);
    expect(await listUnasked(id)).toEqual(new Set([helpful!.id]));

    const criterion = await db().criterion.findUniqueOrThrow({ where: { id: helpful!.id } });
    await createLabel(await createComparison(project), criterion, await createAnnotator(project));
    await expect(editCriterion(owner, id, helpful!.id, HELPFUL)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Add a new criterion"),
    });
    expect(await listUnasked(id)).toEqual(new Set());
    const { id: added } = await addCriterion(researcher, id, { ...HELPFUL, key: "honest" });
    expect((await listCriteria(owner, id)).map((each) => each.key)).toEqual(["useful", "honest"]);
    await expect(addCriterion(owner, id, { ...HELPFUL, key: "honest" })).rejects.toMatchObject({ code: "invalid" });
    await expect(editCriterion(owner, id, added, { ...HELPFUL, key: "useful" })).rejects.toMatchObject({ code: "invalid" });

    await archiveCriterion(owner, id, helpful!.id, true);
    expect((await listCriteria(owner, id)).map((each) => each.key)).toEqual(["honest", "useful"]);
    await expect(archiveCriterion(owner, id, added, true)).rejects.toMatchObject({ code: "conflict" });
    await archiveCriterion(owner, id, helpful!.id, false);
  });

  test("asked by an open round are fixed before the first label", async () => {
    const fixture = await createRoundFixture();
    await expect(
      editCriterion(actorOf(fixture.owner), fixture.project.id, fixture.criteria[0]!.id, HELPFUL),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test("are changed by researchers of their own project alone", async () => {
    const { id, owner, annotator } = await make();
    const other = await make();
    const [criterion] = await listCriteria(owner, id);
    for (const actor of [annotator, other.owner]) {
      await expect(editCriterion(actor, id, criterion!.id, HELPFUL)).rejects.toMatchObject({ code: "not_found" });
      await expect(addCriterion(actor, id, HELPFUL)).rejects.toMatchObject({ code: "not_found" });
      await expect(archiveCriterion(actor, id, criterion!.id, true)).rejects.toMatchObject({ code: "not_found" });
    }
    await expect(editCriterion(other.owner, other.id, criterion!.id, HELPFUL)).rejects.toMatchObject({ code: "not_found" });
    await expect(editCriterion(owner, id, "not-an-id", HELPFUL)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("saveScale", () => {
  test("makes a new version while nothing was labelled, and none for what stands already", async () => {
    const { id, owner } = await make();
    expect(await saveScale(owner, id, { preset: "HH_HELPFUL" })).toEqual({ version: 1 });
    expect(await saveScale(owner, id, { preset: "CUSTOM", levelsPerSide: 2, allowsTie: true })).toEqual({ version: 2 });
    expect(await getScale(owner, id)).toMatchObject({ version: 2, preset: "CUSTOM", levelsPerSide: 2, allowsTie: true });
    expect(await db().project.findUnique({ where: { id } })).toMatchObject({ preset: "CUSTOM" });
  });

  test("is refused once a round was opened, and to those who may not", async () => {
    const fixture = await createRoundFixture();
    await expect(saveScale(actorOf(fixture.owner), fixture.project.id, { preset: "ARENA" })).rejects.toMatchObject({
      code: "conflict",
    });
    const { id, annotator } = await make();
    await expect(saveScale(annotator, id, { preset: "ARENA" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a project's life", () => {
  test("an archived project is read-only until its owner restores it", async () => {
    const { id, slug, owner, researcher, annotator } = await make();
    await expect(archiveProject(researcher, id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(archiveProject(annotator, id)).rejects.toMatchObject({ code: "not_found" });
    await archiveProject(owner, id);
    await archiveProject(owner, id);
    await expect(editProject(owner, id, { name: "Other", description: "" })).rejects.toMatchObject({ code: "conflict" });
    await expect(saveGuidelines(owner, id, "text")).rejects.toMatchObject({ code: "conflict" });
    expect((await listProjects(owner)).find((project) => project.id === id)?.archivedAt).not.toBeNull();
    await restoreProject(owner, id);
    await editProject(owner, id, { name: "Other", description: "What it is about" });
    expect(await db().project.findUnique({ where: { id } })).toMatchObject({ name: "Other", slug });
    const actions = await db().auditEvent.findMany({
      where: { projectId: id },
      orderBy: { position: "asc" },
      select: { action: true },
    });
    expect(actions.map(({ action }) => action)).toEqual(["project.create", "project.archive", "project.restore", "project.edit"]);
  });

  test("is listed for its members with their role, and counted", async () => {
    const { id, project, annotator, researcher, owner } = await make();
    await createComparison(project);
    const roleOf = async (actor: typeof owner) => (await listProjects(actor)).find((each) => each.id === id)?.role;
    expect([await roleOf(owner), await roleOf(researcher), await roleOf(annotator)]).toEqual([
      "OWNER",
      "RESEARCHER",
      "ANNOTATOR",
    ]);
    expect(await roleOf(actorOf(await createUser({ isOperator: true })))).toBeUndefined();
    expect(await countProject(researcher, id)).toEqual({
      comparisons: 1,
      rounds: 0,
      members: 3,
      judges: 0,
      constitutions: 0,
      revisionRuns: 0,
      guidelines: 1,
      waiting: 0,
    });
    expect(await countProject(annotator, id)).toMatchObject({ comparisons: 0, guidelines: null });
  });
});

describe("guidelines", () => {
  test("are saved in versions, and the same text makes none", async () => {
    const { id, owner, researcher } = await make({ guidelines: "First." });
    expect(await saveGuidelines(researcher, id, "Second.\r\nLine.")).toEqual({ version: 2, changed: true });
    expect(await saveGuidelines(owner, id, "Second.\nLine.")).toEqual({ version: 2, changed: false });
    expect((await getGuidelines(owner, id)).markdown).toBe("Second.\nLine.");
    expect((await getGuidelines(owner, id, 1)).markdown).toBe("First.");
    expect(await listGuidelines(owner, id)).toMatchObject([
      { version: 2, authorName: researcher.name, rounds: [] },
      { version: 1, authorName: owner.name, rounds: [] },
    ]);
    await expect(getGuidelines(owner, id, 3)).rejects.toMatchObject({ code: "not_found" });
  });

  test("saved by several at once each get a version of their own", async () => {
    const { id, owner } = await make();
    const saved = await Promise.all(["a", "b", "c", "d"].map((text) => saveGuidelines(owner, id, text)));
    expect(saved.map(({ version }) => version).sort()).toEqual([2, 3, 4, 5]);
  });

  test("can be read by members, and changed by researchers alone", async () => {
    const { id, annotator } = await make();
    expect((await getGuidelines(annotator, id)).version).toBe(1);
    await expect(saveGuidelines(annotator, id, "mine")).rejects.toMatchObject({ code: "not_found" });
    expect(await listGuidelines(annotator, id)).toEqual([]);
    await expect(getGuidelines(actorOf(await createUser({ isOperator: true })), id)).rejects.toMatchObject({ code: "not_found" });
  });
});
