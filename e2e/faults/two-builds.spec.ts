import type { Page } from "@playwright/test";
import { answer, heading, openRound } from "@/e2e/annotate-page";
import { baseUrl, expect, press } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";
import { paths } from "@/lib/paths";
import { countLabels, FAILED_REQUESTS, first, isReadyForOffline } from "./helpers";
import { test as lines } from "./line";
import { type OtherBuild, startOtherBuild } from "./other-build";

const test = lines.extend<object, { otherBuild: OtherBuild }>({
  otherBuild: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's pattern
    async ({}, use) => {
      const other = await startOtherBuild();
      await use(other);
      await other.stop();
    },
    { scope: "worker" },
  ],
});

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-14: an annotator's page goes on over a deployment of another build, and its labels reach the new server", async ({
  startRound,
  line,
  otherBuild,
}) => {
  const round = await startRound({ comparisons: 4 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 4);
  const before = await scriptsOf(page);
  await answer(page, ["1"], 4);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  // The old server is gone, the new one not there yet.
  line.set("cut");
  await answer(page, ["8", "2"], 4);
  await expect(page.getByText("3 saved on this device, 2 to send")).toBeVisible();
  line.leadTo(otherBuild.port);
  line.set("open");
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(3);
  // The new server has none of this page's files; what is loaded at first use was kept.
  const gone = await page.request.get(`http://127.0.0.1:${otherBuild.port}${before[0]}`, {
    headers: { host: new URL(baseUrl()).host },
  });
  expect(gone.status()).toBe(404);
  await press(page, "?");
  await expect(page.getByRole("dialog", { name: /keys/i })).toBeVisible();
  await page.keyboard.press("Escape");
  // Loaded again it is the new build's, with every label.
  await page.reload();
  await expect(heading(page, "Comparison 4 of 4")).toBeVisible();
  const after = await scriptsOf(page);
  expect(after.filter((script) => before.includes(script))).toEqual([]);
  await press(page, "3");
  await expect.poll(() => countLabels(user.id)).toBe(4);
});

test("REL-14: a form of the build before changes nothing and asks to load the page again; links lead on", async ({
  person,
  line,
  otherBuild,
  expectedErrors,
}) => {
  // The framework writes what it does not know any more.
  expectedErrors.push("UnrecognizedActionError", "Server Action");
  const { page, user } = await person({ name: "Ada Before" });
  await page.goto(paths.account());
  line.leadTo(otherBuild.port);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada After");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByRole("heading", { name: "Concord was updated while this page was open" })).toBeVisible();
  expect(await nameOf(user.id)).toBe("Ada Before");
  await page.getByRole("button", { name: "Load the page again" }).click();
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).toHaveValue(user.name);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Ada After");
  await page.getByRole("button", { name: "Save the name" }).click();
  await expect(page.getByText("Your name is changed.")).toBeVisible();
  expect(await nameOf(user.id)).toBe("Ada After");
  // Back to the build of the beginning by a link of the other one's page.
  line.leadTo(null);
  await page.getByRole("link", { name: "Projects" }).first().click();
  await expect(page.getByRole("heading", { name: "Your rounds" })).toBeVisible();
  expect((await scriptsOf(page)).filter((script) => script.includes("/next-"))).toEqual([]);
});

function scriptsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.scripts].flatMap(({ src }) => (src ? [new URL(src).pathname] : [])));
}

async function nameOf(userId: string): Promise<string> {
  return (await db().user.findUniqueOrThrow({ where: { id: userId }, select: { name: true } })).name;
}
