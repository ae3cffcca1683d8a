import type { Page } from "@playwright/test";
import { answer, heading, openRound } from "@/e2e/annotate-page";
import { expect } from "@/e2e/fixtures";
import { countLabels, FAILED_REQUESTS, first, listPresses } from "./helpers";
import { test } from "./line";

/** Writes down each thing that the sign of what is saved says from now on: it may pass too soon to be waited for. */
async function watchSigns(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const signs: string[] = [];
    new MutationObserver(() => {
      for (const sign of document.querySelectorAll("header .state")) signs.push(sign.textContent ?? "");
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    return signs;
  });
  return () => seen.jsonValue();
}

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-04: while every answer of the server is lost labels are stored once each, and called saved when one comes through", async ({
  startRound,
  line,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  line.set("deaf");
  await answer(page, ["1", "8"], 3);
  await expect.poll(() => countLabels(user.id)).toBe(2);
  await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();
  expect(line.lost).toBeGreaterThan(0);
  line.set("open");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "SUBMIT RIGHT 4"]);
});

test("REL-05: at a thousand bytes a second the page labels at once, and says saved only when it is", async ({
  startRound,
  line,
}) => {
  const round = await startRound({ comparisons: 6 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  const signs = await watchSigns(page);
  line.set(1000);
  await answer(page, ["1", "2", "3"], 6);
  line.set("open");
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(3);
  expect((await signs()).filter((sign) => /^\d saved( on this device)?, [1-3] to send$/.test(sign))).not.toEqual([]);
});

test("REL-05: a tab that is closed on a line that swallows everything loses nothing", async ({ startRound, line }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, context, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  line.set("stalled");
  await answer(page, ["5", "6"], 4);
  await expect(page.getByText("0 saved, 2 to send")).toBeVisible();
  await page.close();
  expect(await countLabels(user.id)).toBe(0);
  line.set("cut");
  line.set("open");
  const again = await context.newPage();
  await openRound(again, round.annotatePath);
  await expect(again.getByText("2 saved, 0 to send")).toBeVisible();
  await expect(heading(again, "Comparison 3 of 4")).toBeVisible();
  expect(await listPresses(user.id)).toEqual(["SUBMIT RIGHT 1", "SUBMIT RIGHT 2"]);
});
