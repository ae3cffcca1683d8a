import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { actorOf, createMember, createProject, createUser } from "@/lib/testing/factories";
import { createRoundFixture } from "@/lib/testing/round-fixture";
import { freshDatabase } from "@/lib/testing/test-db";
import { toLabelling } from "./labelling-schema";
import { getLabelling, saveLabelling } from "./save-labelling";

const database = freshDatabase();
beforeAll(database.open);

test("settings of labelling are changed in part, with an audit entry that holds both states", async () => {
  const owner = await createUser();
  const project = await createProject({ owner });
  await saveLabelling(actorOf(owner), project.slug, { confidence: true });
  await saveLabelling(actorOf(owner), project.slug, { ratings: "likert7" });
  await saveLabelling(actorOf(owner), project.slug, { ratings: "likert7" });
  expect(await getLabelling(actorOf(owner), project.id)).toMatchObject({ confidence: true, ratings: "likert7" });
  const entries = await db().auditEvent.findMany({
    where: { projectId: project.id, action: "labelling.save" },
    orderBy: { position: "asc" },
  });
  expect(entries).toHaveLength(2);
  expect(entries[1]).toMatchObject({
    before: { ratings: "off", confidence: true },
    after: { ratings: "likert7", confidence: true },
  });
});

test("settings of labelling are changed by researchers alone", async () => {
  const project = await createProject();
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  await expect(saveLabelling(actorOf(annotator), project.slug, { edits: true })).rejects.toMatchObject({ code: "not_found" });
});

test("a round keeps the settings that it was opened with", async () => {
  const { owner, project, roundId } = await createRoundFixture({ labelling: { rationale: "required" } });
  await saveLabelling(actorOf(owner), project.slug, { rationale: "off" });
  const round = await db().round.findUniqueOrThrow({ where: { id: roundId } });
  expect(toLabelling(round.labelling).rationale).toBe("required");
});
