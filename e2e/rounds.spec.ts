import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import { createProject } from "@/lib/projects/create-project";
import { getQueue } from "@/lib/rounds/queue";
import { createComparison, createMember, createUser } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

/** A researcher with a project of `comparisons` comparisons and these annotators. */
async function makeStudy(
  person: (data?: object) => Promise<Person>,
  { comparisons, names }: { comparisons: number; names: string[] },
) {
  const researcher = await person({ isOperator: true, name: "Ines Halloran" });
  const { id, slug } = await createProject(researcher.actor, {
    name: `Study ${newId().slice(-8)}`,
    scale: { preset: "HH_HELPFUL" },
  });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (const name of names) await createMember(project, await createUser({ name }), "ANNOTATOR");
  for (let i = 0; i < comparisons; i++) await createComparison(project);
  return { researcher, page: researcher.page, project, slug };
}

test("a round's form says exactly what opening it makes, and opening it makes that", async ({ person }) => {
  const { page, slug, project } = await makeStudy(person, { comparisons: 12, names: ["Aiko Brandt", "Deniz Kaya", "Mara Lind"] });
  await page.goto(`/projects/${slug}/rounds`);
  await page.getByRole("link", { name: "New round" }).click();
  const sum = page.getByRole("complementary", { name: "What it comes to" });
  // All 12, by two of the three annotators each; the researcher is not chosen.
  await expect(sum.getByRole("heading", { name: "24 assignments, exactly" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "Ines Halloran" })).not.toBeChecked();

  await page.getByLabel("Each comparison by").fill("4");
  await expect(sum).toContainText("Each comparison is to be labelled by 4, and 3 people are chosen.");
  await page.getByLabel("Name of the round").fill("pilot");
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByText("That is more than the 3 people chosen.")).toBeVisible();

  await page.getByLabel("Each comparison by").fill("3");
  await page.getByRole("button", { name: "At random" }).click();
  await page.getByLabel("Draw", { exact: true }).fill("7");
  await expect(sum.getByRole("heading", { name: "21 assignments, exactly" })).toBeVisible();
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Round 1, pilot" })).toBeVisible();
  expect(await db().assignment.count({ where: { round: { projectId: project.id } } })).toBe(0);

  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByText("0 of 21 · 0 % · no labels yet")).toBeVisible();
  expect(await db().assignment.count({ where: { round: { projectId: project.id } } })).toBe(21);
  await expect(page.getByRole("row", { name: /Mara Lind/ })).toContainText("0 of 7");
});

test("an open round shows progress as it comes, hands work over, and closes and opens again", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 6, people: 2, overlap: 1 });
  const [mara, tomas] = round.people as [Person, Person];
  const researcher = await person();
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  await createMember(project, researcher.user, "RESEARCHER");
  const newcomer = await createUser({ name: "Newcomer" });
  await createMember(project, newcomer, "ANNOTATOR");
  const { page } = researcher;
  await page.goto(`/projects/${round.slug}/rounds/${round.roundId}`);
  await expect(page.getByText("0 of 6 · 0 % · no labels yet")).toBeVisible();

  await labelNext(mara, round.roundId);
  // The page asks again every five seconds.
  await expect(page.getByText(/1 of 6 · 17\s% · last label/)).toBeVisible({ timeout: 15_000 });

  await page.getByRole("combobox", { name: "Add a member" }).selectOption("Newcomer");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText(/Added, with \d comparisons? that waited for others/)).toBeVisible();
  await expect(page.getByRole("row", { name: /Newcomer/ })).toContainText(/0 of [12]/);

  await page.getByRole("button", { name: `Take ${tomas.user.name} out` }).click();
  await page.getByRole("button", { name: "Take them out" }).click();
  await expect(page.getByRole("row", { name: new RegExp(tomas.user.name) })).toContainText("taken out");
  const waiting = await db().assignment.count({ where: { roundId: round.roundId, state: "OPEN" } });
  expect(waiting).toBe(5);

  await page.getByRole("button", { name: "Close round" }).click();
  await expect(page.getByText("5 assignments are not labelled yet.")).toBeVisible();
  await page.getByRole("button", { name: "Close it" }).click();
  await expect(page.getByRole("button", { name: "Open again" })).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await page.getByRole("button", { name: "Open it again" }).click();
  await expect(page.getByRole("button", { name: "Close round" })).toBeVisible();
});

test("a draft can be thrown away, and the way back is there", async ({ person }) => {
  const { page, slug, project } = await makeStudy(person, { comparisons: 2, names: ["Mara Lind"] });
  await page.goto(`/projects/${slug}/rounds/new`);
  await page.getByLabel("Name of the round").fill("mistake");
  await page.getByRole("button", { name: "Save as a draft" }).click();
  await page.getByRole("button", { name: "Throw away" }).click();
  await page.getByRole("button", { name: "Keep it" }).click();
  expect(await db().round.count({ where: { projectId: project.id } })).toBe(1);
  await page.getByRole("button", { name: "Throw away" }).click();
  await page.getByRole("button", { name: "Throw it away" }).click();
  await expect(page.getByRole("heading", { name: "No round yet" })).toBeVisible();
  expect(await db().round.count({ where: { projectId: project.id } })).toBe(0);
});

test("the first page of a project leads from the empty project to its three answers", async ({ person }) => {
  const researcher = await person({ isOperator: true });
  const { slug, id } = await createProject(researcher.actor, { name: `Garden ${newId().slice(-8)}`, scale: { preset: "ARENA" } });
  const { page } = researcher;
  await page.goto(`/projects/${slug}`);
  await expect(page.getByRole("heading", { name: "Bring in the comparisons" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Choose a file" })).toHaveAttribute("href", `/projects/${slug}/dataset/import`);
  await expect(page.getByText("needs 30 comparisons with two labels")).toBeVisible();

  const project = await db().project.findUniqueOrThrow({ where: { id } });
  await createComparison(project);
  await page.reload();
  await expect(page.getByRole("heading", { name: "How far are we?" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Next step" })).toContainText("Open a round");
  await expect(page.getByRole("region", { name: "Recent activity" })).toContainText("made the project");
});

test("guidelines are written, kept in versions and compared", async ({ person }) => {
  const { page, slug } = await makeStudy(person, { comparisons: 0, names: [] });
  await page.goto(`/projects/${slug}/guidelines`);
  await page.getByLabel("Markdown").fill("# Our rules\n\nRead **everything**.");
  await page.getByRole("button", { name: "Save as a new version" }).click();
  await expect(page.getByRole("heading", { name: "Our rules" })).toBeVisible();
  await expect(page.getByText("Version 2, saved")).toBeVisible();
  await expect(page.getByRole("region", { name: "Changes from version 1" })).toContainText("Read **everything**.");
  await page.getByRole("link", { name: "1", exact: true }).click();
  await expect(page.getByText("This is version 1, which is no longer in force.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "How to compare" })).toBeVisible();
});

test("settings change what is not fixed, say what is, and archive and restore", async ({ person }) => {
  const { page, slug, project } = await makeStudy(person, { comparisons: 1, names: ["Mara Lind"] });
  await page.goto(`/projects/${slug}/settings`);
  const add = page.getByRole("region", { name: "Criteria" });
  await add.getByLabel("Name").last().fill("harmless");
  await add.getByLabel("Question").last().fill("Which response is MORE HARMFUL?");
  await add.getByLabel("It asks for").last().selectOption("the worse response");
  await add.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("row", { name: /harmless/ })).toContainText("the worse response");

  await page.getByRole("radio", { name: /Arena/ }).check();
  await page.getByRole("button", { name: "Save the scale" }).click();
  await expect(page.getByText("Arena, left or right, ties, both bad; version 2.")).toBeVisible();

  await page.getByRole("button", { name: "Archive the project" }).click();
  await page.getByRole("button", { name: "Archive it" }).click();
  await expect(page.getByRole("button", { name: "Restore the project" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Add" })).toHaveCount(0);
  expect((await db().project.findUniqueOrThrow({ where: { id: project.id } })).archivedAt).not.toBeNull();
  await page.getByRole("button", { name: "Restore the project" }).click();
  await page.getByRole("button", { name: "Restore it" }).click();
  await expect(page.getByRole("button", { name: "Archive the project" })).toBeVisible();
});

async function labelNext(person: Person, roundId: string): Promise<void> {
  const queue = await getQueue(person.actor, roundId, { limit: 1 });
  const [answer] = await recordLabels(person.actor, [
    {
      kind: "PERSON",
      eventId: newId(),
      token: queue.items[0]?.token ?? "",
      criterionId: queue.round.criteria[0]?.id ?? "",
      answer: "PREFERENCE",
      side: "LEFT",
      level: 1,
      durationMs: 1000,
      idleMs: 0,
      decidedAt: new Date().toISOString(),
    },
  ]);
  expect(answer?.status).toBe("stored");
}
