import fs from "node:fs";
import type { BrowserContext } from "@playwright/test";
import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { expect, press, sessionCookie, test } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";
import { paths } from "@/lib/paths";
import { closeRound, reopenRound } from "@/lib/rounds/close-round";
import { countLabels, FAILED_REQUESTS, first } from "./helpers";

const LABELS = "**/api/labels";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("with the server out of reach labelling goes on, all is kept, and all is sent afterwards", async ({ startRound }) => {
  const round = await startRound({ comparisons: 5 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(page, ["1", "2", "3"], 5);
  await expect(page.getByText("3 saved on this device, 3 to send")).toBeVisible();
  await expect(page.getByText(/^No connection since .+ Go on: 2 more comparisons are on this device/)).toBeVisible();
  expect(await countLabels(user.id)).toBe(0);

  await page.unroute(LABELS);
  await cameBack(page);
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  await expect(page.getByText(/^No connection/)).toHaveCount(0);
  expect(await countLabels(user.id)).toBe(3);
});

test("who does not want to wait as long as the server asked tries again by the button", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.route(LABELS, (route) => route.fulfill({ status: 503, headers: { "retry-after": "600" } }));
  await answer(page, ["1"], 2);
  await expect(page.getByText("The server cannot take labels at the moment.")).toBeVisible();
  await page.unroute(LABELS);
  await page.getByRole("button", { name: "Try now" }).click();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(1);
});

test("what is unsent survives a reload, is asked for no second time, and keeps its order", async ({ startRound }) => {
  const round = await startRound({ comparisons: 8 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(page, ["1", "2", "3", "4", "5"], 8);
  await press(page, "z");
  await expect(heading(page, "Comparison 5 of 8")).toBeVisible();
  await press(page, "8");
  await expect(page.getByText("5 saved on this device, 5 to send")).toBeVisible();

  await page.reload();
  await expect(heading(page, "Comparison 6 of 8")).toBeVisible();
  await expect(page.getByText("5 saved on this device, 5 to send")).toBeVisible();
  await press(page, "z");
  await expect(page.getByRole("button", { name: "Right is much better" })).toHaveAttribute("aria-pressed", "true");

  await page.unroute(LABELS);
  await cameBack(page);
  await expect(page.getByText("5 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(5);
  const fifth = await db().label.findMany({
    where: { annotator: { userId: user.id }, clickedSide: "RIGHT", clickedLevel: 4 },
    select: { id: true },
  });
  expect(fifth).toHaveLength(1);
  const events = await db().labelEvent.findMany({ where: { labelId: fifth[0]?.id ?? "" }, orderBy: { receivedAt: "asc" } });
  expect(events.map(({ kind }) => kind)).toEqual(["SUBMIT", "CHANGE"]);
});

test("off the network and on again: sent without a hand", async ({ startRound }) => {
  const round = await startRound({ comparisons: 6 });
  const { page, context, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 6")).toBeVisible();
  await context.setOffline(true);
  await answer(page, ["7", "6", "5"], 6);
  await expect(page.getByText("3 saved on this device, 3 to send")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(3);
});

test("REL-04: a label whose acknowledgement was lost is stored once", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.route(
    LABELS,
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await answer(page, ["7"], 2);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(1);
  expect(await db().labelEvent.count({ where: { annotatorId: (await annotatorOf(user.id)).id } })).toBe(1);
});

for (const [words, answerOf] of [
  ["an error of the server", { status: 500, body: "" }],
  ["a proxy that answers in HTML", { status: 404, contentType: "text/html", body: "<html>no such place</html>" }],
  ["a page of HTML that says all is well", { status: 200, contentType: "text/html", body: "<html>sign in to the café</html>" }],
  [
    "too many requests",
    { status: 429, headers: { "retry-after": "1" }, body: '{"error":{"code":"rate_limited","message":"Wait."}}' },
  ],
] as const) {
  test(`${words} keeps the label until it is acknowledged`, async ({ startRound }) => {
    const round = await startRound({ comparisons: 2 });
    const { page, user } = first(round.people);
    await openRound(page, round.annotatePath);
    await page.route(LABELS, (route) => route.fulfill(answerOf), { times: 1 });
    await answer(page, ["3"], 2);
    await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
    expect(await countLabels(user.id)).toBe(1);
  });
}

test("REL-21: after the session has ended labels are kept, and sent after signing in again", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, context, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  await db().session.deleteMany({ where: { userId: user.id } });
  await answer(page, ["1", "2"], 4);
  await expect(page.getByText("You are signed out.")).toBeVisible();
  await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", /\/sign-in\?next=/);

  await context.addCookies([await sessionCookie(user)]);
  await openRound(page, round.annotatePath);
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  expect(await countLabels(user.id)).toBe(2);
});

test("what is kept on a device is never sent for somebody else who signs in there", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 2, people: 2 });
  const [one, two] = round.people;
  if (!one || !two) throw new Error("two people are wanted");
  await openRound(one.page, round.annotatePath);
  await one.page.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(one.page, ["1"], 2);
  await expect(one.page.getByText("1 saved on this device, 1 to send")).toBeVisible();
  await one.page.unroute(LABELS);
  await one.context.clearCookies();
  await one.context.addCookies([await sessionCookie(two.user)]);
  await openRound(one.page, round.annotatePath);
  await expect(heading(one.page, "Comparison 1 of 2")).toBeVisible();
  await expect(one.page.getByText("0 saved, 0 to send")).toBeVisible();
  expect(await countLabels(one.user.id)).toBe(0);
  expect(await countLabels(two.user.id)).toBe(0);
  await person();
});

test("REL-21: a label for a round that was closed meanwhile is refused, said, kept, and can be saved as a file and sent again", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  const operator = { ...round.owner, isOperator: true };
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  await closeRound(operator, round.roundId);
  await answer(page, ["1"], 3);
  await page.getByRole("button", { name: "1 label was refused" }).click();
  const dialog = page.getByRole("dialog", { name: "Labels that were refused" });
  await expect(dialog.getByRole("listitem")).toContainText(/closed/i);
  const download = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save as a file" }).click();
  const saved = await (await download).path();
  expect(JSON.parse(fs.readFileSync(saved, "utf8"))).toMatchObject({ label: { answer: "PREFERENCE", side: "LEFT", level: 4 } });

  await page.reload();
  await expect(page.getByRole("button", { name: "1 label was refused" })).toBeVisible();
  await reopenRound(operator, round.roundId);
  await page.getByRole("button", { name: "1 label was refused" }).click();
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText(/^\d saved, 0 to send/)).toBeVisible();
  await expect.poll(() => countLabels(user.id)).toBe(1);
});

test("REL-22: where the browser forbids storage the page says so, and labels are sent at once", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, context, user } = first(round.people);
  await forbidStorage(context);
  await openRound(page, round.annotatePath);
  await answer(page, ["7"], 2);
  await expect(page.getByText("This browser keeps nothing for Concord.")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(1);
});

test("REL-22: where storage is full labels are kept in the page, and the page says so", async ({ startRound }) => {
  const round = await startRound({ comparisons: 3 });
  const { page, context, user } = first(round.people);
  await context.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    };
  });
  await openRound(page, round.annotatePath);
  await page.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(page, ["7", "2"], 3);
  await expect(page.getByText("2 kept in this page alone, 2 to send")).toBeVisible();
  await page.unroute(LABELS);
  await cameBack(page);
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(2);
});

test("REL-18: two tabs of one person: no comparison is asked for twice, no answer is lost", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, context, user } = first(round.people);
  const other = await context.newPage();
  await openRound(page, round.annotatePath);
  await openRound(other, round.annotatePath);
  await expect(heading(other, "Comparison 1 of 4")).toBeVisible();
  await answer(page, ["1"], 4);
  await expect(heading(other, "Comparison 2 of 4")).toBeVisible();
  await press(other, "8");
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  await expect(other.getByText("2 saved, 0 to send")).toBeVisible();
  // The one tab changes what the other answered.
  await press(page, "z");
  await expect(page.getByRole("button", { name: "Right is much better" })).toHaveAttribute("aria-pressed", "true");
  await press(page, "2");
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  const labels = await db().label.findMany({ where: { annotator: { userId: user.id } } });
  expect(labels.map(({ clickedSide, clickedLevel }) => `${clickedSide} ${clickedLevel}`).sort()).toEqual(["LEFT 3", "LEFT 4"]);
});

test("REL-15: two keys within one frame are one answer", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  await page.evaluate(() => {
    for (const key of ["3", "4"]) window.dispatchEvent(new KeyboardEvent("keydown", { key, code: `Digit${key}`, bubbles: true }));
  });
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
  const [label] = await db().label.findMany({ where: { annotator: { userId: user.id } } });
  expect([label?.clickedSide, label?.clickedLevel]).toEqual(["LEFT", 2]);
});

test("more comparisons than were fetched at first are labelled without a wait", async ({ startRound }) => {
  const round = await startRound({ comparisons: 27, preset: "BINARY" });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  for (let place = 1; place <= 27; place++) {
    await expect(heading(page, `Comparison ${place} of 27`)).toBeVisible();
    await press(page, place % 2 ? "1" : "2");
  }
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect(page.getByText("27 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(27);
});

async function forbidStorage(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new DOMException("Storage is switched off.", "SecurityError");
      },
    });
  });
}

async function annotatorOf(userId: string): Promise<{ id: string }> {
  return db().annotator.findFirstOrThrow({ where: { userId }, select: { id: true } });
}

test("who signs out is asked first while something of theirs is on this device alone, and it is sent if it can be", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, context, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await context.route(LABELS, (route) => route.abort("connectionrefused"));
  await answer(page, ["1", "2"], 3);
  await expect(page.getByText("2 saved on this device, 2 to send")).toBeVisible();
  await page.goto(paths.account());
  const signOut = async () => {
    await page.getByRole("button", { name: user.name }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
  };
  await signOut();
  const dialog = page.getByRole("dialog", { name: "Not everything is sent" });
  await expect(dialog).toContainText("2 labels of yours are on this device and could not be sent now.");
  await dialog.getByRole("button", { name: "Stay signed in" }).click();
  await expect(dialog).toBeHidden();
  await context.unroute(LABELS);
  await signOut();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await countLabels(user.id)).toBe(2);
});
