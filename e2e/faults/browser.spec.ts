import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { baseUrl, expect, press, sessionCookie } from "@/e2e/fixtures";
import { actorOf, createUser } from "@/lib/testing/factories";
import { startRound } from "@/lib/testing/start-round";
import { countLabels, FAILED_REQUESTS, first, isReadyForOffline, listPresses } from "./helpers";
import { test } from "./line";
import { type OwnBrowser, startOwnBrowser } from "./own-browser";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-19, REL-22: a browser that is killed while labels are written opens its round without a network, and loses none that it called saved", async ({
  line,
  launchOptions,
}) => {
  const user = await createUser();
  const round = await startRound(actorOf(await createUser()), [user], { comparisons: 8 });
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "concord-profile-"));
  const address = `${baseUrl()}${round.annotatePath}`;
  let browser: OwnBrowser | null = null;
  try {
    browser = await startOwnBrowser(profile, line, launchOptions);
    await browser.context.addCookies([{ ...(await sessionCookie(user)), expires: Date.now() / 1000 + 86_400 }]);
    await openRound(browser.page, address);
    await isReadyForOffline(browser.page, 8);
    line.set("cut");
    await answer(browser.page, ["1", "2", "3"], 8);
    await expect(browser.page.getByText("3 saved on this device, 3 to send")).toBeVisible();
    // The fourth is being written.
    await press(browser.page, "4");
    await browser.kill();

    browser = await startOwnBrowser(profile, line, launchOptions);
    await openRound(browser.page, address);
    await expect(browser.page.getByText(/^[34] saved on this device, [34] to send$/)).toBeVisible();
    await expect(heading(browser.page, /^Comparison [45] of 8$/)).toBeVisible();
    // A browser writes cookies only now and then: killed before, it has lost the session, and one signs in again.
    await browser.context.addCookies([await sessionCookie(user)]);
    line.set("open");
    await cameBack(browser.page);
    await expect(browser.page.getByText(/^[34] saved, 0 to send$/)).toBeVisible();
    expect((await listPresses(user.id)).slice(0, 3)).toEqual(["SUBMIT LEFT 4", "SUBMIT LEFT 3", "SUBMIT LEFT 2"]);
  } finally {
    await browser?.kill();
    fs.rmSync(profile, { recursive: true, force: true, maxRetries: 30, retryDelay: 200 });
  }
});

test("REL-19: back, forward and reload come to the same comparison with what was answered of it and written about it", async ({
  startRound: start,
}) => {
  const round = await start({
    comparisons: 3,
    criteria: [
      { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" },
      { key: "harmless", question: "Which response is less harmful?", polarity: "BETTER" },
    ],
  });
  const { page, user } = first(round.people);
  await page.goto("/account");
  await openRound(page, round.annotatePath);
  await answer2(page);
  await press(page, "1");
  await press(page, "r");
  await page.getByRole("textbox").fill("A reason in the making");
  await page.keyboard.press("Escape");
  const isSame = async () => {
    await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
    await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
    await expect(page.getByRole("button", { name: "Left is much better", pressed: true })).toBeVisible();
    await press(page, "r");
    await expect(page.getByRole("textbox")).toHaveValue("A reason in the making");
    await page.keyboard.press("Escape");
  };
  await isSame();
  await page.reload();
  await isSame();
  await page.goBack();
  await expect(page).toHaveURL(/\/account$/);
  await page.goForward();
  await isSame();
  await press(page, "8");
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(4);
});

async function answer2(page: Parameters<typeof press>[0]): Promise<void> {
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  await press(page, "7");
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
}
