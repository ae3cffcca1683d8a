import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { expect, press, test } from "./fixtures";

const heading = (page: Page, text: string) => page.getByRole("heading", { level: 1, name: text });

test("a server that is down stops nobody, and everything is sent afterwards", async ({ startRound, expectedErrors }) => {
  expectedErrors.push("ERR_FAILED", "Failed to load resource");
  const round = await startRound({ comparisons: 6 });
  const [{ page, user }] = round.people as [(typeof round.people)[number]];
  await open(page, round.annotatePath);
  await page.route("**/api/**", (route) => route.abort("failed"));
  for (let place = 2; place <= 6; place++) {
    await press(page, "7");
    await expect(heading(page, `Comparison ${place} of 6`)).toBeVisible();
  }
  await expect(page.getByText("5 saved on this device, 5 to send")).toBeVisible();
  await expect(page.getByText(/No connection since/)).toBeVisible();
  expect(await countLabels(user.id)).toBe(0);

  await page.unroute("**/api/**");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("5 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(5);
});

test("labels that wait survive a reload, are not asked for again, and arrive once", async ({ startRound, expectedErrors }) => {
  expectedErrors.push("ERR_FAILED", "Failed to load resource");
  const round = await startRound({ comparisons: 5 });
  const [{ page, user }] = round.people as [(typeof round.people)[number]];
  await open(page, round.annotatePath);
  await page.route("**/api/labels", (route) => route.abort("failed"));
  await press(page, "1");
  await expect(heading(page, "Comparison 2 of 5")).toBeVisible();
  await press(page, "2");
  await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();

  await page.reload();
  await expect(heading(page, "Comparison 3 of 5")).toBeVisible();
  await page.unroute("**/api/labels");
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible({ timeout: 20_000 });
  expect(await countLabels(user.id)).toBe(2);
});

test("an answer lost on its way back is sent again and stored once", async ({ startRound, expectedErrors }) => {
  expectedErrors.push("ERR_FAILED", "Failed to load resource");
  const round = await startRound({ comparisons: 3 });
  const [{ page, user }] = round.people as [(typeof round.people)[number]];
  await open(page, round.annotatePath);
  let lost = 0;
  await page.route("**/api/labels", async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort("failed");
  });
  await press(page, "8");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible({ timeout: 20_000 });
  expect(lost).toBeGreaterThan(1);
  expect(await countLabels(user.id)).toBe(1);
  expect(await db().labelEvent.count({ where: { actorUserId: user.id } })).toBe(1);
});

test("a session that ended keeps the labels, asks to sign in, and sends them when somebody has", async ({
  startRound,
  expectedErrors,
}) => {
  expectedErrors.push("401");
  const round = await startRound({ comparisons: 3 });
  const [{ page, user, context }] = round.people as [(typeof round.people)[number]];
  await open(page, round.annotatePath);
  const cookies = await context.cookies();
  await context.clearCookies();
  await press(page, "4");
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  expect(await countLabels(user.id)).toBe(0);
  await context.addCookies(cookies);
  await page.reload();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  // What the sign calls saved is in the database.
  expect(await countLabels(user.id)).toBe(1);
});

test("two tabs of one person serve no comparison twice and lose no edit", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const [{ page, user, context }] = round.people as [(typeof round.people)[number]];
  const other = await context.newPage();
  await open(page, round.annotatePath);
  await open(other, round.annotatePath);
  await press(page, "1");
  await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
  await expect(heading(other, "Comparison 2 of 4")).toBeVisible();
  await press(other, "8");
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  await expect(heading(other, "Comparison 3 of 4")).toBeVisible();
  await expect.poll(() => countLabels(user.id)).toBe(2);
});

test("labels for a round that was closed meanwhile are refused in words, kept, and can be saved as a file", async ({
  startRound,
  expectedErrors,
}) => {
  expectedErrors.push("409");
  const round = await startRound({ comparisons: 3 });
  const [{ page, user }] = round.people as [(typeof round.people)[number]];
  await open(page, round.annotatePath);
  await db().round.update({ where: { id: round.roundId }, data: { state: "CLOSED", closedAt: new Date() } });
  await press(page, "5");
  await page.getByRole("button", { name: "1 label was refused" }).click();
  const dialog = page.getByRole("dialog", { name: "Labels that were refused" });
  await expect(dialog.getByText(/closed/)).toBeVisible();
  const file = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as a file" }).click();
  expect((await file).suggestedFilename()).toBe("refused-labels.jsonl");
  expect(await countLabels(user.id)).toBe(0);
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
}

function countLabels(userId: string): Promise<number> {
  return db().label.count({ where: { annotator: { userId } } });
}
