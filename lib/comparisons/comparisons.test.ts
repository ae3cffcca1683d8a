import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Annotator, Comparison, Criterion, Project, User } from "@/lib/db/generated/client";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import {
  actorOf,
  createAnnotator,
  createComparison,
  createCriterion,
  createMember,
  createProject,
  createUser,
} from "@/lib/testing/factories";
import { freshDatabase } from "@/lib/testing/test-db";
import { listComparisons } from "./list-comparisons";
import { getComparison } from "./queries";

const database = freshDatabase();
let owner: User;
let project: Project;
let criterion: Criterion;
let comparison: Comparison;
let person: Annotator;
let judge: Annotator;

beforeAll(async () => {
  await database.open();
  owner = await createUser({ name: "Mara Lind" });
  project = await createProject({ owner });
  criterion = await createCriterion(project);
  comparison = await createComparison(project, {
    prompt: "Can I bake bread without yeast?",
    a: "Yes, with baking soda.",
    b: "No.",
    modelA: "garnet-1.2",
    modelB: "garnet-1.1",
    metadata: { category: "cooking" },
  });
  person = await createAnnotator(project, { name: "Aiko Brandt" });
  judge = await createAnnotator(project, { name: "heron", kind: "AI" });
  await record(person, { answer: "PREFERENCE", score: 2, rationale: "B is short." });
  await record(judge, { answer: "INVALID", score: null });
});

test("getComparison gives texts, models, source and every label", async () => {
  const view = await getComparison(actorOf(owner), project.id, comparison.id);

  expect(view).toMatchObject({
    prompt: [{ role: "user", content: "Can I bake bread without yeast?" }],
    a: { text: "Yes, with baking soda.", model: "garnet-1.2", length: 22 },
    b: { text: "No.", model: "garnet-1.1", length: 3 },
    metadata: { category: "cooking" },
    dataset: null,
    withdrawnAt: null,
  });
  expect(
    view.labels.map(({ annotator, answer, score, rationale }) => [annotator.name, annotator.kind, answer, score, rationale]),
  ).toEqual([
    ["Aiko Brandt", "HUMAN", "PREFERENCE", 2, "B is short."],
    ["heron", "AI", "INVALID", null, null],
  ]);
  expect(view.history).toEqual([]);
});

test("getComparison tells how a label changed, and only of those that did", async () => {
  await record(person, { answer: "PREFERENCE", score: -4, rationale: "B forgets baking soda." });

  const { labels, history } = await getComparison(actorOf(owner), project.id, comparison.id);

  expect(labels.find((label) => label.annotator.id === person.id)?.score).toBe(-4);
  expect(history.map(({ annotator, before, after }) => [annotator.name, before?.score ?? null, after?.score ?? null])).toEqual([
    ["Aiko Brandt", null, 2],
    ["Aiko Brandt", 2, -4],
  ]);
});

test("getComparison names flags, adjudications and withdrawal", async () => {
  await db().comparisonFlag.create({
    data: {
      comparisonId: comparison.id,
      id: newId(),
      projectId: project.id,
      annotatorId: person.id,
      kind: "broken",
      note: "cut off",
    },
  });
  await db().adjudication.create({
    data: {
      comparisonId: comparison.id,
      id: newId(),
      projectId: project.id,
      criterionId: criterion.id,
      userId: owner.id,
      answer: "PREFERENCE",
      score: -3,
      rationale: "A answers.",
    },
  });
  const withdrawn = await createComparison(project);
  await db().comparison.update({ where: { id: withdrawn.id }, data: { withdrawnAt: new Date(), withdrawnFor: "a name in it" } });

  const view = await getComparison(actorOf(owner), project.id, comparison.id);
  expect(view.flags).toMatchObject([{ kind: "broken", note: "cut off", annotator: { name: "Aiko Brandt" }, resolvedAt: null }]);
  expect(view.adjudications).toMatchObject([{ name: "Mara Lind", score: -3, rationale: "A answers." }]);
  const other = await getComparison(actorOf(owner), project.id, withdrawn.id);
  expect(other).toMatchObject({ withdrawnFor: "a name in it", labels: [] });
});

test("getComparison finds nothing for an annotator, a stranger, a former researcher, another project, or an id that is none", async () => {
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  const former = await createUser();
  await createMember(project, former, "RESEARCHER", { removedAt: new Date() });
  const elsewhere = await createProject({ owner });

  for (const user of [annotator, former, await createUser()]) {
    await expect(getComparison(actorOf(user), project.id, comparison.id)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(getComparison(actorOf(owner), elsewhere.id, comparison.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(getComparison(actorOf(owner), project.id, newId())).rejects.toMatchObject({ code: "not_found" });
  await expect(getComparison(actorOf(owner), project.id, "../etc")).rejects.toMatchObject({ code: "not_found" });
});

test("listComparisons keeps the order of the ids and gives excerpt and labels of one criterion", async () => {
  const long = await createComparison(project, { prompt: `First line\n\n${"word ".repeat(80)}` });
  const other = await createCriterion(project, { key: "harmless", position: 1 });
  await record(person, { answer: "PREFERENCE", score: 1 }, other);

  const listed = await listComparisons(actorOf(owner), project.id, {
    ids: [long.id, newId(), comparison.id],
    criterionId: criterion.id,
  });

  expect(listed.map(({ id }) => id)).toEqual([long.id, comparison.id]);
  expect(listed[0]?.excerpt).toMatch(/^First line word .* …$/);
  expect(listed[0]?.excerpt.length).toBeLessThan(170);
  expect(listed[1]?.labels.map(({ name, score, answer }) => [name, score, answer])).toEqual([
    ["Aiko Brandt", -4, "PREFERENCE"],
    ["heron", null, "INVALID"],
  ]);
});

test("listComparisons leaves out what the actor may not read", async () => {
  const annotator = await createUser();
  await createMember(project, annotator, "ANNOTATOR");
  expect(await listComparisons(actorOf(annotator), project.id, { ids: [comparison.id], criterionId: criterion.id })).toEqual([]);
});

async function record(
  annotator: Annotator,
  said: { answer: "PREFERENCE" | "INVALID"; score: number | null; rationale?: string },
  about: Criterion = criterion,
): Promise<void> {
  const [acknowledged] = await recordLabels(actorOf(owner), [
    {
      kind: annotator.kind === "AI" ? "JUDGE" : "IMPORT",
      eventId: newId(),
      comparisonId: comparison.id,
      criterionId: about.id,
      annotatorId: annotator.id,
      ...said,
    },
  ]);
  expect(acknowledged?.status).toBe("stored");
}
