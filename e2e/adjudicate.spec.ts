import AxeBuilder from "@axe-core/playwright";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { createAnnotator, createComparison, createLabel, createMember } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

/** A project with two comparisons on which people part, four steps and two, and its owner. */
async function makeDispute(person: (data?: object) => Promise<Person>) {
  const owner = await person({ isOperator: true, name: "Ines Halloran" });
  const { id, slug } = await createProject(owner.actor, { name: `Study ${newId().slice(-8)}`, scale: { preset: "HH_HELPFUL" } });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: id } });
  const people = [await createAnnotator(project, { name: "Aiko" }), await createAnnotator(project, { name: "Ruth" })];
  const make = async (externalId: string, scores: number[]) => {
    const comparison = await createComparison(project, { externalId, prompt: `Asked ${externalId}`, modelA: "hidden-model" });
    for (const [i, score] of scores.entries()) await createLabel(comparison, criterion, people[i]!, { score });
    return comparison;
  };
  const far = await make("far", [-3, 4]);
  const near = await make("near", [-1, 1]);
  return { owner, project, criterion, slug, far, near };
}

test("an adjudicator goes through the list by keyboard, the furthest apart first", async ({ person }) => {
  const { owner, slug, far, near } = await makeDispute(person);
  const { page } = owner;
  await page.goto(paths.adjudicate(slug));
  await expect(page.getByRole("listitem").filter({ hasText: "steps apart" })).toHaveText([/^7 .*Asked far/, /^2 .*Asked near/]);
  await page.getByRole("link", { name: "Begin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Comparison far" })).toBeVisible();
  await expect(page.getByText("Of 2 people: 1 for A, 1 for B.")).toBeVisible();
  await expect(page.getByText("hidden-model")).toHaveCount(0);

  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Choose an answer first.")).toBeVisible();
  await page.keyboard.press("7");
  await expect(page.getByRole("button", { name: "B is clearly better" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("u");
  await expect(page.getByRole("button", { name: "Unsure" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("2");
  await expect(page.getByRole("button", { name: "A is clearly better" })).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: /Rationale/ })).toBeFocused();
  await page.keyboard.type("A names the 7 eggs.");
  await page.keyboard.press("Control+Enter");

  await expect(page.getByRole("heading", { level: 1, name: "Comparison near" })).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByText("1 comparison", { exact: true })).toBeVisible();
  const [given] = await db().adjudication.findMany({ where: { comparisonId: far.id } });
  expect(given).toMatchObject({ score: -3, rationale: "A names the 7 eggs.", userId: owner.user.id });
  expect(await db().adjudication.count({ where: { comparisonId: near.id } })).toBe(0);

  await page.goto(paths.comparison(slug, far.id));
  await expect(page.getByText("Adjudicated −3")).toBeVisible();
});

test("the later of two adjudicators sees the other's answer and decides which stands", async ({ person }) => {
  const { owner, project, slug, far } = await makeDispute(person);
  const other = await person({ name: "Mara Lind" });
  await createMember(project, other.user, "ANNOTATOR", { mayAdjudicate: true });
  await other.page.goto(paths.projects());
  await other.page.getByRole("link", { name: project.name }).click();
  await other.page.getByRole("link", { name: /Asked far/ }).click();
  await owner.page.goto(paths.adjudicateOne(slug, far.id));
  const answer = async ({ page }: Person, button: string, why: string) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("textbox", { name: /Rationale/ }).fill(why);
    await page.getByRole("button", { name: /Save and next/ }).click();
  };
  await answer(owner, "B is much better", "B is whole.");
  await expect(owner.page.getByRole("heading", { level: 1, name: "Comparison near" })).toBeVisible();
  await answer(other, "A is much better", "A is short.");
  await expect(other.page.getByText("Ines Halloran answered +4 meanwhile.")).toBeVisible();
  expect(await db().adjudication.count({ where: { comparisonId: far.id } })).toBe(1);
  await other.page.getByRole("checkbox", { name: "Ask for a second opinion" }).check();
  await other.page.getByRole("button", { name: /Save and next/ }).click();
  await expect(other.page.getByRole("heading", { level: 1, name: "Comparison near" })).toBeVisible();

  await owner.page.goto(`${paths.adjudicate(slug)}?show=second`);
  await owner.page.getByRole("link", { name: /Asked far/ }).click();
  await expect(owner.page.getByText("A is short.")).toBeHidden();
  await owner.page.getByText("Show what Mara Lind answered").click();
  await expect(owner.page.getByText("A is short.")).toBeVisible();
});

test("a researcher says which comparisons come, and reads without answering", async ({ person }) => {
  const { project, slug, far } = await makeDispute(person);
  const researcher = await person();
  await createMember(project, researcher.user, "RESEARCHER");
  const { page } = researcher;
  await page.goto(paths.adjudicate(slug));
  await page.getByLabel(/this many steps apart/).fill("5");
  await page.getByRole("checkbox", { name: /People prefer different responses/ }).uncheck();
  await page.getByRole("button", { name: "Save the rule" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "steps apart" })).toHaveText([/Asked far/]);
  await page.getByLabel(/this many steps apart/).fill("12");
  await page.getByRole("button", { name: "Save the rule" }).click();
  await expect(page.getByText("Give 1 to 8 steps.")).toBeVisible();
  await page.goto(paths.adjudicateOne(slug, far.id));
  await expect(page.getByRole("region", { name: "Every label" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Save and next/ })).toHaveCount(0);
});

test("who has still to label a comparison is not shown what others said of it", async ({ startRound }) => {
  const { people, projectId, slug } = await startRound({ comparisons: 1, people: 2 });
  const [mara] = people as [Person];
  await db().member.updateMany({ where: { projectId, userId: mara.user.id }, data: { mayAdjudicate: true } });
  const project = await db().project.findUniqueOrThrow({ where: { id: projectId } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId } });
  const comparison = await db().comparison.findFirstOrThrow({ where: { projectId } });
  for (const score of [-2, 3]) {
    await createLabel(comparison, criterion, await createAnnotator(project, { name: `Voice ${score}` }), { score });
  }
  const { page } = mara;
  await page.goto(paths.adjudicate(slug));
  await expect(page.getByText("1 more comparison is kept back")).toBeVisible();
  await page.goto(paths.adjudicateOne(slug, comparison.id));
  await expect(page.getByRole("heading", { name: "You have still to label this one" })).toBeVisible();
  await expect(page.getByText("Voice")).toHaveCount(0);
});
