import fs from "node:fs";
import type { Page } from "@playwright/test";
import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { expect, sessionCookie, test } from "@/e2e/fixtures";
import { setPassword } from "@/lib/auth/user-accounts";
import { withdrawComparison } from "@/lib/datasets/browse/withdraw-comparison";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { archiveProject } from "@/lib/projects/edit-project";
import { removeProjectMember } from "@/lib/rounds/members/remove-project-member";
import { countLabels, FAILED_REQUESTS, first, listPresses } from "./helpers";

const LABELS = "**/api/labels";
const PASSWORD = "correct horse battery staple";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-21: after the session has ended one signs in again in the same place, and everything is sent", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 4 });
  const { page, context, user } = first(round.people);
  await db().$transaction((transaction) => setPassword(transaction, user.id, PASSWORD));
  await context.clearCookies();
  await page.goto(round.annotatePath);
  await signIn(page, user.email);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  await db().session.deleteMany({ where: { userId: user.id } });
  await answer(page, ["1", "2"], 4);
  await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();
  // Whoever cannot sign in again has the labels as a file.
  expect((await savedLines(page)).map(({ state, label }) => [state, label.side, label.level])).toEqual([
    ["waiting", "LEFT", 4],
    ["waiting", "LEFT", 3],
  ]);
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, user.email);
  await expect(page).toHaveURL(new RegExp(`${round.annotatePath}$`));
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "SUBMIT LEFT 3"]);
});

for (const fault of ["taken out of the project", "left with a project that was archived"] as const) {
  test(`REL-21: the labels of somebody who was ${fault} are kept, said, and can be saved as a file`, async ({ startRound }) => {
    const round = await startRound({ comparisons: 3 });
    const { page, context, user } = first(round.people);
    const operator = { ...round.owner, isOperator: true };
    await openRound(page, round.annotatePath);
    await page.route(LABELS, (route) => route.abort("connectionrefused"));
    await answer(page, ["1", "8"], 3);
    await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();
    if (fault === "taken out of the project") {
      const member = await db().member.findFirstOrThrow({ where: { projectId: round.projectId, userId: user.id } });
      await removeProjectMember(operator, round.slug, member.id);
    } else await archiveProject(operator, round.slug);
    await page.unroute(LABELS);
    await cameBack(page);
    if (fault === "taken out of the project") {
      // Their sessions end with it.
      await expect(page.getByText("You are signed out.")).toBeVisible();
      await context.addCookies([await sessionCookie(user)]);
      await cameBack(page);
    }
    // The page has nothing more to show of this round; it says what is still here.
    await expect(page.getByRole("heading", { name: "This round was not found" })).toBeVisible();
    const kept = page.getByRole("region", { name: "Labels on this device" });
    await expect(kept).toContainText("2 labels of this round are still on this device and were not counted.");
    await expect(kept.getByRole("listitem")).toHaveCount(2);
    const lines = await savedLines(page);
    expect(lines.map(({ label }) => [label.side, label.level])).toEqual([
      ["LEFT", 4],
      ["RIGHT", 4],
    ]);
    expect(lines[0]).toMatchObject({
      format: "concord-unsent-labels",
      version: 1,
      userId: user.id,
      roundId: round.roundId,
      state: "refused",
    });
    expect(await countLabels(user.id)).toBe(0);
    await page.reload();
    await expect(kept.getByRole("listitem")).toHaveCount(2);
    await kept.getByRole("button", { name: "Let them go" }).click();
    await expect(kept).toHaveCount(0);
  });
}

test("REL-23: a label belongs to what was on the screen, even when the comparison is withdrawn and the guidelines change meanwhile", async ({
  startRound,
  person,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  const operator = { ...round.owner, isOperator: true };
  const before = await db().round.findUniqueOrThrow({ where: { id: round.roundId } });
  await openRound(page, round.annotatePath);
  await page.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(page, ["7"], 3);
  const shown = await db().assignment.findFirstOrThrow({
    where: { roundId: round.roundId, annotator: { userId: user.id } },
    orderBy: { position: "asc" },
  });
  await withdrawComparison(operator, { project: round.slug, comparisonId: shown.comparisonId, reason: "A name is in it." });
  await page.unroute(LABELS);
  await cameBack(page);
  await expect(page.getByText(/^[01] saved, 0 to send$/)).toBeVisible();
  await expect(page.getByText("Comparison 1 was taken out by the researchers before your answer came.").first()).toBeVisible();
  const [label, ...others] = await db().label.findMany({ where: { annotator: { userId: user.id } } });
  expect(others).toEqual([]);
  expect(label).toMatchObject({
    comparisonId: shown.comparisonId,
    presentedSwapped: shown.swapped,
    scaleVersionId: before.scaleVersionId,
    guidelineVersionId: before.guidelineVersionId,
    clickedSide: "RIGHT",
    clickedLevel: 3,
    score: shown.swapped ? -3 : 3,
  });
  // What is withdrawn is not asked on a page that looks again.
  await page.reload();
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  // Nor is the answer counted: researchers read how many there are.
  const researcher = await person();
  await db().member.create({ data: { id: newId(), projectId: round.projectId, userId: researcher.user.id, role: "RESEARCHER" } });
  await researcher.page.goto(paths.round(round.slug, round.roundId));
  await expect(
    researcher.page.getByText("Withdrawn comparisons have 1 label, 1 of them given after the withdrawal"),
  ).toBeVisible();
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
}

interface Line {
  format: string;
  state: string;
  label: { side: string; level: number };
}

async function savedLines(page: Page): Promise<Line[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^concord-unsent-labels_.+\.jsonl$/);
  return fs
    .readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}
