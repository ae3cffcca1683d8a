import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import type { AgreementReport, Figure } from "@/lib/agreement/types";
import { db } from "@/lib/db/client";
import type { Annotator, Project, User } from "@/lib/db/generated/client";
import { formatInterval, formatNumber } from "@/lib/format";
import { newId } from "@/lib/ids";
import { recordLabels } from "@/lib/labels/record-labels";
import { api, paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { actorOf, createAnnotator, createComparison, createMember, createUser } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

const COMPARISONS = 36;

/** What each annotator says of comparison i; null is a skip. A cycle of 3 for one person and of 4 for another, so that they differ on some. */
const SAYS: Record<string, (i: number) => number | null> = {
  "Mara Lind": (i) => (i % 3 === 0 ? -3 : 2),
  "Tomás Ibarra": (i) => (i === 7 ? null : i % 4 === 0 ? -2 : 3),
  heron: (i) => (i % 5 === 0 ? -4 : 1),
};

interface Study {
  project: Project;
  annotators: Record<string, Annotator>;
}

test("the page shows the numbers that programs get, and the rules that they stand under", async ({ person }) => {
  const { user, page } = await person();
  const { project } = await createStudy(user);
  await page.goto(paths.agreement(project.slug));

  const report = await getReport(page, project, "");
  const table = page.getByRole("table", { name: /^Agreement coefficients/ });
  const people = report.groups.find((group) => group.between[1] === "HUMAN");
  const judge = report.groups.find((group) => group.between[1] === "AI" && group.annotator);
  await expect(cells(table.getByRole("row", { name: /People with people/ }))).toHaveText([
    String(people?.comparisons),
    String(people?.ratings),
    String(people?.pairs),
    ...[people?.agreementPooled, people?.scottPi, people?.krippendorffAlphaNominal, people?.krippendorffAlphaOrdinal].map(shown),
    shown(people?.gwetAC1),
    formatNumber(report.baseRate.shareB.estimate ?? Number.NaN),
    "0.0",
  ]);
  await expect(cells(table.getByRole("row", { name: /heron with people/ })).nth(3)).toHaveText(shown(judge?.agreementPooled));
  await expect(cells(table.getByRole("row", { name: /heron with people/ })).nth(4)).toHaveText(shown(judge?.cohenKappa));
  await expect(table.getByRole("caption")).toHaveText(
    "Agreement coefficients with 95 % intervals. Criterion helpful, all rounds; ties left out; unreadable verdicts left out.",
  );

  await page.getByRole("button", { name: "Ties left out" }).click();
  await page.getByRole("menuitemradio", { name: "an answer of their own" }).click();
  await expect(page).toHaveURL(/[?&]ties=category/);
  await expect(table.getByRole("caption")).toContainText("ties counted as an answer");
  await expect(page.getByLabel("Recompute them where Concord is installed")).toHaveValue(
    `npx concord agreement --project ${project.slug} --criterion helpful --ties category --invalid drop --seed 1 --json`,
  );
});

test("from a number to the comparisons behind it, to one of them with all its labels, on to the next and back", async ({
  person,
}) => {
  const { user, page } = await person();
  const { project, annotators } = await createStudy(user);
  await page.goto(paths.agreement(project.slug));
  const report = await getReport(page, project, "");
  const pair = report.pairs.find(({ a, b }) =>
    [a, b].every((id) => [annotators["Mara Lind"]?.id, annotators["Tomás Ibarra"]?.id].includes(id)),
  );

  const matrix = page.getByRole("table", { name: /^Cohen’s κ of each pair/ });
  const cell = matrix.getByRole("row", { name: /^Tomás Ibarra/ }).getByRole("link");
  await expect(cell).toHaveText(formatNumber(pair?.cohenKappa.estimate ?? Number.NaN).replace("0.", "."));
  await cell.click();
  await expect(page.getByText("Comparisons that Mara Lind and Tomás Ibarra labelled.")).toBeVisible();
  await expect(page.getByRole("status").first()).toHaveText(`${pair?.comparisons} comparisons`);

  await page.getByRole("button", { name: "Preferences any" }).click();
  await page.getByRole("menuitemradio", { name: "different" }).click();
  await expect(page.getByText("Comparisons on which Mara Lind and Tomás Ibarra prefer different responses.")).toBeVisible();
  // Furthest apart first: −3 with +3 where Mara alone prefers A, then +2 with −2.
  const differing = [...Array(COMPARISONS).keys()]
    .filter((i) => i !== 7 && (i % 3 === 0) !== (i % 4 === 0))
    .toSorted((one, other) => Number(one % 3 > 0) - Number(other % 3 > 0) || one - other);
  await expect(page.getByRole("status").first()).toHaveText(`${differing.length} comparisons`);

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: new RegExp(`Question ${differing[0]} `) })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: `Comparison q${differing[0]}` })).toBeVisible();
  await expect(page.getByRole("link", { name: `1 of ${differing.length} comparisons` })).toBeVisible();
  await expect(page.getByText("First answer")).toBeVisible();
  await expect(page.getByText("model-one")).toBeVisible();
  const labels = page.getByRole("table", { name: /^Every label/ });
  await expect(labels.getByRole("row", { name: /Mara Lind/ })).toContainText(differing[0]! % 3 === 0 ? "−3" : "+2");
  await expect(labels.getByRole("row", { name: /heron/ })).toBeVisible();

  await page.keyboard.press("j");
  await expect(page.getByRole("heading", { name: `Comparison q${differing[1]}` })).toBeVisible();
  await page.getByRole("link", { name: `2 of ${differing.length} comparisons` }).click();
  await expect(page.getByRole("heading", { name: "Disagreements" })).toBeVisible();
  await expect(page.getByRole("status").first()).toHaveText(`${differing.length} comparisons`);
  await page.getByRole("main").getByRole("link", { name: "Agreement" }).click();
  await expect(page.getByRole("heading", { name: "Agreement", exact: true })).toBeVisible();
});

test("a cell of the table of scores opens exactly the comparisons that it counted", async ({ person }) => {
  const { user, page } = await person();
  const { project } = await createStudy(user);
  await page.goto(paths.agreement(project.slug));
  const scores = page.getByRole("table", { name: /^Confusion matrix: each person’s score in rows, the score of heron/ });
  // Mara says −3 of every third, heron −4 of every fifth: both of 0, 15 and 30; Tomás never says −3.
  await cells(scores.getByRole("row", { name: /^−3/ }))
    .first()
    .getByRole("link")
    .click();
  await expect(page.getByText("Comparisons on which a person said −3 and heron said −4.")).toBeVisible();
  await expect(page.getByRole("status").first()).toHaveText("3 comparisons");
  await expect(page.getByRole("list", { name: "Comparisons" }).getByRole("link")).toHaveText([
    /Question 0/,
    /Question 15/,
    /Question 30/,
  ]);
});

test("a label's history, a skip and its reason, and a withdrawal are told on the comparison's page", async ({ person }) => {
  const { user, page } = await person();
  const { project, annotators } = await createStudy(user);
  const seventh = await db().comparison.findFirstOrThrow({ where: { projectId: project.id, externalId: "q7" } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: project.id } });
  await recordLabels(actorOf(user), [
    {
      kind: "IMPORT",
      eventId: newId(),
      comparisonId: seventh.id,
      criterionId: criterion.id,
      annotatorId: annotators["Mara Lind"]!.id,
      answer: "PREFERENCE",
      score: -4,
      rationale: "On a second reading B is wrong.",
    },
  ]);
  await db().comparison.update({ where: { id: seventh.id }, data: { withdrawnAt: new Date(), withdrawnFor: "holds a name" } });

  await page.goto(paths.comparison(project.slug, seventh.id));
  await expect(page.getByText("Withdrawn")).toBeVisible();
  await expect(page.getByText("holds a name")).toBeVisible();
  const labels = page.getByRole("table", { name: /^Every label/ });
  await expect(labels.getByRole("row", { name: /Tomás Ibarra/ })).toContainText("outside my field");
  await expect(labels.getByRole("row", { name: /Tomás Ibarra/ })).toContainText("skipped");
  const changes = page.getByRole("table", { name: "Changes of labels, oldest first" });
  await expect(changes.getByRole("row", { name: /On a second reading/ })).toContainText("+2");
  await expect(changes.getByRole("row", { name: /On a second reading/ })).toContainText("−4");
});

test("a kind of disagreement is chosen by its count, and by keys some of its comparisons for adjudication or a round", async ({
  person,
}) => {
  const { user, page } = await person();
  const { project } = await createStudy(user);
  await page.goto(paths.disagreements(project.slug));
  const kinds = page.getByRole("navigation", { name: "Kinds of disagreement" });
  // heron says −4 on every fifth; only on the first one both people prefer A too.
  await kinds.getByRole("link", { name: "opposite, both clear 7" }).click();
  await expect(page).toHaveURL(/[?&]kind=opposite-strong/);
  const rows = page.getByRole("list", { name: "Comparisons" }).getByRole("listitem");
  await expect(rows).toHaveCount(7);
  // +1 against a person's A: each third or fourth one, but for the four that are a fifth as well.
  await expect(kinds.getByRole("link", { name: "opposite, one slight 14" })).toBeVisible();

  const said = page.getByRole("form", { name: "Choose comparisons" }).getByRole("status").first();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await page.keyboard.press("k");
  await expect(said).toHaveText("2 comparisons chosen");
  await page.keyboard.press("x");
  await expect(said).toHaveText("1 comparison chosen");
  await page.keyboard.press("x");
  await page.getByRole("button", { name: "Send to adjudication" }).click();
  await expect(page.getByText("2 comparisons sent to adjudication.")).toBeVisible();
  expect(await db().adjudicationRequest.count({ where: { projectId: project.id } })).toBe(2);

  await page.getByRole("button", { name: "Put into a round" }).click();
  await page.getByRole("menuitem", { name: "A new round" }).click();
  await expect(page.getByRole("button", { name: "2 chosen" })).toHaveAttribute("aria-pressed", "true");
  await page.goBack();
  await expect(rows).toHaveCount(7);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "1 of 7 comparisons" })).toBeVisible();
});

test("an empty project says what to do next, and one person what is missing", async ({ person }) => {
  const { user, page } = await person();
  const { slug } = await createProject(
    actorOf(await operator()),
    { name: "Empty", scale: { preset: "HH_HELPFUL" } },
    { ownerId: user.id },
  );
  await page.goto(paths.agreement(slug));
  await expect(page.getByRole("heading", { name: "No labels yet" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Start a round" })).toHaveAttribute("href", paths.newRound(slug));
  await page.goto(paths.disagreements(slug));
  await expect(page.getByRole("heading", { name: "No such comparison" })).toBeVisible();

  const { project } = await createStudy(user, ["Mara Lind"]);
  await page.goto(paths.agreement(project.slug));
  await expect(page.getByText("One person has labelled.")).toBeVisible();
  await expect(page.getByRole("row", { name: /People with people the ceiling/ })).toContainText(
    "needs 30 more doubly labelled comparisons",
  );
});

test("an annotator of the project finds none of it", async ({ person, expectedErrors }) => {
  expectedErrors.push("404");
  const owner = await createUser();
  const { project } = await createStudy(owner);
  const comparison = await db().comparison.findFirstOrThrow({ where: { projectId: project.id } });
  const { user, page } = await person();
  await createMember(project, user, "ANNOTATOR");
  for (const address of [
    paths.agreement(project.slug),
    paths.disagreements(project.slug),
    paths.comparison(project.slug, comparison.id),
    `${paths.comparison(project.slug, comparison.id)}?of=humans`,
  ]) {
    expect((await page.goto(address))?.status()).toBe(404);
    await expect(page.getByText("Question 0")).toHaveCount(0);
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`agreement, list and comparison are clear to assistive technology in the ${theme} theme, and fit a phone`, async ({
    person,
  }) => {
    const { user, page } = await person();
    await page.emulateMedia({ colorScheme: theme });
    const { project } = await createStudy(user);
    const comparison = await db().comparison.findFirstOrThrow({ where: { projectId: project.id, externalId: "q0" } });
    for (const address of [
      paths.agreement(project.slug),
      paths.disagreements(project.slug),
      `${paths.comparison(project.slug, comparison.id)}?of=humans`,
    ]) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(address);
      await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
      for (const details of await page.locator("main details").all())
        await details.evaluate((each) => each.setAttribute("open", ""));
      await expectNoViolations(page);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      if (address === paths.agreement(project.slug)) await expectRoomInRows(page);
      await expectNoViolations(page);
    }
  });
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** In the first figure every mark stands within its own row, and an interval and the number after it stay apart, however large that is. */
async function expectRoomInRows(page: Page): Promise<void> {
  const rows = page.getByRole("table", { name: /^Agreement in preference with people/ }).locator("tbody tr");
  const measured = await rows.evaluateAll((all) =>
    all.map((row) => {
      const [value, count] = [row.querySelector(".plot-value"), row.querySelector(".plot-count")];
      if (count) count.textContent = "10,000";
      const text = (cell: Element | null) => {
        const range = document.createRange();
        if (cell) range.selectNodeContents(cell);
        return range.getBoundingClientRect();
      };
      const [mark, own] = [row.querySelector("svg line")?.getBoundingClientRect(), row.getBoundingClientRect()];
      return { gap: text(count).left - text(value).right, isWithin: !mark || (mark.top > own.top && mark.bottom < own.bottom) };
    }),
  );
  expect(measured.length).toBeGreaterThan(2);
  for (const { gap, isWithin } of measured) {
    expect(gap).toBeGreaterThanOrEqual(8);
    expect(isWithin).toBe(true);
  }
}

/** The data cells of a row. */
function cells(row: ReturnType<Page["getByRole"]>) {
  return row.getByRole("cell");
}

/** A figure as the table prints it. */
function shown(figure: Figure | undefined): string {
  const { estimate, low, high } = figure ?? {};
  return `${formatNumber(estimate ?? Number.NaN)} ${formatInterval(low ?? Number.NaN, high ?? Number.NaN)}`;
}

/** The report as a program gets it, with the session of the page. */
async function getReport(page: Page, project: Project, query: string): Promise<AgreementReport> {
  const answer = await page.request.get(api.v1(`projects/${project.slug}/agreement${query}`));
  expect(answer.status()).toBe(200);
  return answer.json();
}

async function operator(): Promise<User> {
  return createUser({ isOperator: true });
}

/** A project whose comparisons these annotators labelled by rule, so that every count can be told by hand. */
async function createStudy(owner: Person["user"], names: readonly string[] = Object.keys(SAYS)): Promise<Study> {
  const made = await createProject(
    actorOf(await operator()),
    { name: "Study", scale: { preset: "HH_HELPFUL" } },
    { ownerId: owner.id },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id: made.id } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: project.id } });
  const annotators: Record<string, Annotator> = {};
  for (const name of names) annotators[name] = await createAnnotator(project, { name, kind: name === "heron" ? "AI" : "HUMAN" });
  for (let i = 0; i < COMPARISONS; i++) {
    const comparison = await createComparison(project, {
      prompt: `Question ${i}`,
      a: `First answer to ${i}`,
      b: `Second answer to ${i}`,
      modelA: "model-one",
      modelB: "model-two",
      externalId: `q${i}`,
    });
    const acknowledged = await recordLabels(
      actorOf(owner),
      names.map((name) => {
        const score = SAYS[name]?.(i) ?? null;
        return {
          kind: "IMPORT" as const,
          eventId: newId(),
          comparisonId: comparison.id,
          criterionId: criterion.id,
          annotatorId: annotators[name]?.id ?? "",
          answer: score === null ? ("SKIP" as const) : ("PREFERENCE" as const),
          score,
          reason: score === null ? "outside my field" : null,
        };
      }),
    );
    expect(acknowledged.every(({ status }) => status === "stored")).toBe(true);
  }
  return { project, annotators };
}
