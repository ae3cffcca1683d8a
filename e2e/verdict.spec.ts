import AxeBuilder from "@axe-core/playwright";
import type { Project } from "@/lib/db/generated/client";
import { paths } from "@/lib/paths";
import { createAnnotator, createComparison, createCriterion, createLabel, createProject } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

/** Forty comparisons whose better response alternates; person j is wrong where k mod (5 + j) = j, the judge where k mod 8 = 3. */
async function createStudy(owner: Person["user"]): Promise<Project> {
  const project = await createProject({ owner });
  const criterion = await createCriterion(project);
  const people = await Promise.all(["Mara", "Tomás", "Aiko"].map((name) => createAnnotator(project, { name })));
  const judge = await createAnnotator(project, { name: "heron", kind: "AI" });
  for (let k = 0; k < 60; k++) {
    const comparison = await createComparison(project, { modelA: "garnet", modelB: "sable" });
    const right = k % 2 === 0 ? -2 : 2;
    for (const [j, person] of people.entries()) {
      if (k < 40) await createLabel(comparison, criterion, person, { score: k % (5 + j) === j ? -right : right });
    }
    await createLabel(comparison, criterion, judge, { score: k % 8 === 3 ? -right : right });
  }
  return project;
}

test("the page answers in one sentence, says what it stands on and what would change it", async ({ person }) => {
  const { user, page } = await person();
  const project = await createStudy(user);
  await page.goto(paths.verdict(project.slug));
  const verdict = page.getByRole("region", { name: "Verdict", exact: true });
  await expect(verdict).toContainText("heron may not replace an annotator in this project: it stands in for 0 of 3 people");
  await expect(verdict).toContainText("ω = 0.00, ε = 0.10, ρ = 0.93; 40 comparisons, 120 people’s labels");
  await expect(page.getByText("6 of 9 assumptions hold.")).toBeVisible();
  await expect(page.getByRole("row", { name: /ε 0\.20 instead of 0\.10/ })).toContainText("3 of 3");
  await expect(page.getByRole("table", { name: /^Win rates by people/ }).getByRole("row", { name: /sable/ })).toBeVisible();

  await page.getByRole("button", { name: "ε 0.10" }).click();
  await page.getByRole("menuitemradio", { name: "0.20" }).click();
  await expect(page).toHaveURL(/[?&]epsilon=0\.2/);
  await expect(verdict).toContainText("heron may replace one annotator in this project: it stands in for 3 of 3 people");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("without a judge the page says what it needs", async ({ person }) => {
  const { user, page } = await person();
  const project = await createProject({ owner: user });
  await createCriterion(project);
  await page.goto(paths.verdict(project.slug));
  await expect(page.getByRole("heading", { name: "No judge has labelled here" })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
