import AxeBuilder from "@axe-core/playwright";
import { db } from "@/lib/db/client";
import type { Project } from "@/lib/db/generated/client";
import { formatInterval, formatNumber } from "@/lib/format";
import { api, paths } from "@/lib/paths";
import type { RankReport } from "@/lib/ranking/types";
import { createAnnotator, createComparison, createCriterion, createLabel, createProject } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

const MODELS = ["garnet", "sable", "brook"] as const;

/** Everybody meets everybody; people prefer the first of the list three times in four, the judge the last one. */
async function createStudy(owner: Person["user"], comparisons = 36): Promise<Project> {
  const project = await createProject({ owner });
  const criterion = await createCriterion(project);
  const ann = await createAnnotator(project, { name: "Mara Lind" });
  const judge = await createAnnotator(project, { name: "heron", kind: "AI" });
  for (let i = 0; i < comparisons; i++) {
    const [a, b] = [
      [0, 1],
      [1, 2],
      [0, 2],
    ][i % 3] as [number, number];
    const comparison = await createComparison(project, { modelA: MODELS[a]!, modelB: MODELS[b]! });
    const isUsual = Math.floor(i / 3) % 4 !== 0;
    await createLabel(comparison, criterion, ann, { score: isUsual ? -2 : 2, presentedSwapped: i % 2 === 0 });
    await createLabel(comparison, criterion, judge, { score: isUsual ? 1 : -1 });
  }
  return project;
}

test("the page ranks models by people and by a judge, with the numbers that programs get", async ({ person }) => {
  const { user, page } = await person();
  const project = await createStudy(user);
  await page.goto(paths.models(project.slug));
  const report: RankReport = await (await page.request.get(api.v1(`projects/${project.slug}/rank`))).json();
  const [first] = report.models;
  expect(first!.model).toBe("garnet");
  const { rating } = first!;
  const row = page.getByRole("table", { name: "Ratings of every model" }).getByRole("row", { name: /garnet people/ });
  await expect(row).toContainText(`${formatNumber(rating.estimate!, 0)} ${formatInterval(rating.low!, rating.high!, 0)}`);

  await expect(page.getByRole("row", { name: "People and heron" })).toContainText("−1.00");
  await expect(page.getByRole("row", { name: "People and heron" })).toContainText("0 of 3");
  await expect(page.getByText(/^Response shown first, people: odds \d/)).toBeVisible();

  await page.getByRole("button", { name: "Method Bradley–Terry" }).click();
  await page.getByRole("menuitemradio", { name: "Elo" }).click();
  await expect(page).toHaveURL(/[?&]method=elo/);
  await expect(page.getByText(/There are no intervals\.$/)).toBeVisible();
  await expect(page.getByLabel("Command")).toHaveValue(
    `npx concord rank --project ${project.slug} --criterion helpful --by human --method elo --seed 1 --json`,
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test("without models' names, and without labels, the page says what is missing", async ({ person }) => {
  const { user, page } = await person();
  const project = await createProject({ owner: user });
  const criterion = await createCriterion(project);
  await page.goto(paths.models(project.slug));
  await expect(page.getByRole("heading", { name: "No labels yet" })).toBeVisible();

  const ann = await createAnnotator(project);
  await createLabel(await createComparison(project), criterion, ann);
  await page.reload();
  await expect(page.getByRole("heading", { name: "No comparison names its models" })).toBeVisible();
  expect(await db().label.count({ where: { projectId: project.id } })).toBe(1);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
