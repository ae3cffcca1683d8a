import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { baseUrl, expect, press, sessionCookie, test } from "@/e2e/fixtures";
import { countLabels, FAILED_REQUESTS, first, listPresses } from "./helpers";

test("REL-18: two devices of one person: what was answered on the one is asked on the other no more", async ({
  startRound,
  browser,
}) => {
  const round = await startRound({ comparisons: 5 });
  const { page, user } = first(round.people);
  const device = await browser.newContext({ baseURL: baseUrl() });
  await device.addCookies([await sessionCookie(user)]);
  const other = await device.newPage();
  await openRound(page, round.annotatePath);
  await openRound(other, round.annotatePath);
  await answer(page, ["1", "2"], 5);
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  // The other device is taken up again.
  await cameBack(other);
  await expect(heading(other, "Comparison 3 of 5")).toBeVisible();
  await expect(other.getByText("2 saved, 0 to send")).toBeVisible();
  await answer(other, ["3", "4", "5"], 5);
  await expect(other.getByText("5 saved, 0 to send")).toBeVisible();
  await cameBack(page);
  await expect(heading(page, "Round complete")).toBeVisible();
  expect(await countLabels(user.id)).toBe(5);
  expect((await listPresses(user.id)).every((press) => press.startsWith("SUBMIT"))).toBe(true);
  await device.close();
});

test("REL-18: one comparison answered on two devices: the later to arrive stands, and the person is told", async ({
  startRound,
  browser,
  expectedErrors,
}) => {
  expectedErrors.push(...FAILED_REQUESTS);
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  const device = await browser.newContext({ baseURL: baseUrl() });
  await device.addCookies([await sessionCookie(user)]);
  const other = await device.newPage();
  await openRound(page, round.annotatePath);
  await openRound(other, round.annotatePath);
  await other.route("**/api/labels", (route) => route.abort("connectionrefused"));
  await answer(other, ["8"], 3);
  await expect(other.getByText("1 saved on this device, 1 to send")).toBeVisible();
  await answer(page, ["1"], 3);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  await other.unroute("**/api/labels");
  await cameBack(other);
  await expect(
    other.getByText("Comparison 1 had an answer from another device. The later one, from here, stands."),
  ).toBeVisible();
  await expect(other.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "CHANGE RIGHT 4"]);
  await press(other, "z");
  await expect(other.getByRole("button", { name: "Right is much better", pressed: true })).toBeVisible();
  await device.close();
});
