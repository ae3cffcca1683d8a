import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { createProject } from "@/lib/projects/create-project";
import { closeRound, pauseRound, resumeRound } from "@/lib/rounds/close-round";
import { createComparison, createMember, createUser } from "@/lib/testing/factories";
import { expect, type Person, press, test } from "./fixtures";

async function expectClear(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test("a researcher has comparisons dealt as people ask, with limits and groups, and changes them while it goes on", async ({
  person,
}) => {
  const researcher = await person({ isOperator: true, name: "Ines Halloran" });
  const { id, slug } = await createProject(researcher.actor, {
    name: `Study ${newId().slice(-8)}`,
    scale: { preset: "HH_HELPFUL" },
  });
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (const name of ["Aiko Brandt", "Deniz Kaya", "Mara Lind"])
    await createMember(project, await createUser({ name }), "ANNOTATOR");
  for (let i = 0; i < 12; i++) await createComparison(project);
  const { page } = researcher;
  await page.goto(`/projects/${slug}/rounds/new`);
  await page.getByLabel("Name of the round").fill("as it comes");
  const sum = page.getByRole("complementary", { name: "What it comes to" });
  // Planned, with five a person: 15 labels are 7 comparisons by two, of 12.
  await page.getByText("Limits, groups and time").click();
  await page.getByLabel("At most", { exact: true }).fill("5");
  await expect(sum).toContainText("5 comparisons are left out by lot");
  await page.getByRole("button", { name: "As people ask" }).click();
  await expect(sum.getByRole("heading", { name: "24 labels, exactly" })).toBeVisible();
  await expect(sum).toContainText("People’s limits allow 15 of them; 9 wait for somebody to join.");
  await page.getByLabel("A comparison stays reserved for").fill("45");
  await page.getByLabel("Group of Mara Lind").fill("experts");
  await page.getByLabel("Limit of Mara Lind").fill("7");
  await expectClear(page);
  await page.getByRole("button", { name: "Open the round" }).click();

  await expect(page.getByText("0 of 24 · 0 % · 0 reserved, 24 open · no labels yet")).toBeVisible();
  await expect(page.getByText("as people ask, each comparison reserved for 45 minutes")).toBeVisible();
  await expect(page.getByRole("row", { name: /Mara Lind/ })).toContainText("experts");
  await expect(page.getByRole("row", { name: /Mara Lind/ })).toContainText("at most 7");
  expect(await db().round.findFirst({ where: { projectId: id } })).toMatchObject({
    dealing: "ON_DEMAND",
    reservationMinutes: 45,
    perPersonLimit: 5,
  });

  await page.getByRole("button", { name: "Change Deniz Kaya" }).click();
  await page.getByLabel("Group").last().fill("students");
  await page.getByLabel("At most").last().fill("3");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /Deniz Kaya/ })).toContainText("students");
  await page.getByRole("combobox", { name: "Group" }).selectOption("students");
  await expect(page.getByRole("row", { name: /Mara Lind/ })).toHaveCount(0);
  await expect(page).toHaveURL(/group=students/);
  await page.getByText("Days in figures").click();
  await expect(page.getByRole("table", { name: /Comparisons of each person on each day/ })).toContainText("Deniz Kaya");
  await expectClear(page);

  await page.getByRole("button", { name: "Pause round" }).click();
  await expect(page.getByRole("button", { name: "Resume round" })).toBeVisible();
  expect((await db().round.findFirst({ where: { projectId: id } }))?.state).toBe("PAUSED");
  await page.getByRole("button", { name: "Resume round" }).click();
  await expect(page.getByRole("button", { name: "Pause round" })).toBeVisible();
});

test("people take what is open, wait for what others have, and get it when its time runs out", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 4,
    people: 2,
    overlap: 1,
    dealing: { dealing: "ON_DEMAND", reservationMinutes: 30 },
  });
  const [mara, tomas] = round.people as [Person, Person];
  await mara.page.goto(round.annotatePath);
  await expect(mara.page.getByRole("heading", { name: "Comparison 1 of 4" })).toBeVisible();
  await tomas.page.goto(round.annotatePath);
  // Mara has reserved two; of the other two Tomás gets his share, then the last one.
  await expect(tomas.page.getByRole("heading", { name: "Comparison 1 of 2" })).toBeVisible();
  await press(tomas.page, "7");
  await expect(tomas.page.getByRole("heading", { name: "Comparison 2 of 2" })).toBeVisible();
  await press(tomas.page, "2");
  await expect(tomas.page.getByRole("heading", { name: "Nothing open just now" })).toBeVisible();
  await expect(tomas.page.getByText("Others are at what is left.")).toBeVisible();
  await expectClear(tomas.page);

  await db().assignment.updateMany({
    where: { roundId: round.roundId, state: "OPEN" },
    data: { reservedUntil: new Date(Date.now() - 1000) },
  });
  await tomas.page.reload();
  await expect(tomas.page.getByRole("heading", { name: "Comparison 3 of 4" })).toBeVisible();
  await press(tomas.page, "7");
  await expect(tomas.page.getByRole("heading", { name: "Comparison 4 of 4" })).toBeVisible();

  // What Mara still has on her screen is taken: one in the place that is left, one as an extra, and which is told to nobody who labels.
  await press(mara.page, "3");
  await press(mara.page, "3");
  await expect.poll(() => db().label.count({ where: { roundId: round.roundId, annotator: { userId: mara.user.id } } })).toBe(2);
  await press(tomas.page, "6");
  await expect(tomas.page.getByRole("heading", { name: "Round complete" })).toBeVisible();
  await expect.poll(() => db().label.count({ where: { roundId: round.roundId } })).toBe(6);
  expect(await db().label.count({ where: { roundId: round.roundId, isExtra: true } })).toBe(2);
});

test("a pause serves nothing, takes what is on the screen, and ends by itself for those who wait", async ({
  startRound,
  expectedErrors,
}) => {
  expectedErrors.push("409 (Conflict)");
  const round = await startRound({ comparisons: 21, people: 1, dealing: { dealing: "ON_DEMAND", reservationMinutes: 30 } });
  const [mara] = round.people as [Person];
  const { page } = mara;
  await page.clock.install();
  await page.goto(round.annotatePath);
  await expect(page.getByRole("heading", { name: "Comparison 1 of 21" })).toBeVisible();
  // Twenty are all that a page keeps ahead: nothing more is asked for before an answer.
  await expect.poll(() => db().assignment.count({ where: { roundId: round.roundId, servedAt: { not: null } } })).toBe(20);
  await pauseRound(round.owner, round.roundId);
  for (let place = 1; place <= 20; place++) {
    await expect(page.getByRole("heading", { name: `Comparison ${place} of 21` })).toBeVisible();
    await press(page, "7");
  }
  await expect(page.getByRole("heading", { name: "Round paused" })).toBeVisible();
  await expect.poll(() => db().label.count({ where: { roundId: round.roundId } })).toBe(20);
  await expectClear(page);
  await page.getByRole("button", { name: "Look at my answers" }).click();
  await expect(page.getByRole("heading", { name: "Comparison 20 of 21" })).toBeVisible();
  await press(page, "1");
  await expect(page.getByRole("heading", { name: "Round paused" })).toBeVisible();

  await resumeRound(round.owner, round.roundId);
  await page.clock.fastForward(31_000);
  await expect(page.getByRole("heading", { name: "Comparison 21 of 21" })).toBeVisible();
  await closeRound(round.owner, round.roundId);
  await press(page, "7");
  await expect(page.getByText("1 label was refused")).toBeVisible();
});
