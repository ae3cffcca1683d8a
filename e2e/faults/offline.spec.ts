import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { baseUrl, expect, press, sessionCookie } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";
import { paths } from "@/lib/paths";
import { countKept, countLabels, FAILED_REQUESTS, first, isReadyForOffline } from "./helpers";
import { test } from "./line";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-20: labels of a time without a network survive a reload without one, in their order, and are all sent", async ({
  startRound,
  line,
}) => {
  const round = await startRound({ comparisons: 24 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 20);
  line.set("cut");
  await answer(page, ["1", "2", "3", "4", "5", "6", "7"], 24);
  await expect(page.getByText("7 saved on this device, 7 to send")).toBeVisible();

  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await expect(heading(page, "Comparison 8 of 24")).toBeVisible();
  await expect(page.getByText("7 saved on this device, 7 to send")).toBeVisible();
  await press(page, "z");
  await expect(page.getByRole("button", { name: /^Right is/, pressed: true })).toBeVisible();
  await press(page, "8");
  await expect(heading(page, "Comparison 8 of 24")).toBeVisible();
  // All that was fetched before can be labelled, and what is more is on its way.
  await answer(page, Array<string>(12).fill("2"), 24);
  await press(page, "3");
  await expect(page.getByRole("heading", { name: "The next comparisons are on their way" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "The next comparisons are on their way" })).toBeVisible();
  expect(await countLabels(user.id)).toBe(0);

  line.set("open");
  await cameBack(page);
  await expect(page.getByText("20 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 21 of 24")).toBeVisible();
  await answer(page, ["1", "1", "1", "1"], 24);
  await expect(page.getByText("24 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(24);
  const events = await db().labelEvent.findMany({
    where: { actorUserId: user.id },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    select: { kind: true, after: true },
  });
  expect(events.filter(({ kind }) => kind === "CHANGE")).toHaveLength(1);
});

test("a server that takes the request and answers nothing is no network: the page opens from the device", async ({
  startRound,
  line,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 3);
  line.set("stalled");
  await page.reload();
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  // Everything that is loaded at first use is on the device too.
  await press(page, "?");
  await expect(page.getByRole("dialog", { name: /keys/i })).toBeVisible();
});

test("what is kept on a device is nobody else's: gone at sign-out, and when somebody else signs in", async ({
  startRound,
  line,
}) => {
  const round = await startRound({ comparisons: 3, people: 2 });
  const [one, two] = round.people;
  if (!one || !two) throw new Error("two people are wanted");
  const { page, context } = one;
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 3);

  // Their session ends by itself, and another person signs in at the same browser.
  await context.clearCookies();
  await context.addCookies([await sessionCookie(two.user)]);
  await page.goto(paths.account());
  await expect.poll(() => countKept(page)).toBe(0);
  line.set("cut");
  await page.goto(round.annotatePath);
  await expect(page.getByRole("heading", { name: "The server cannot be reached" })).toBeVisible();
  line.set("open");

  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 3);
  await page.goto(paths.account());
  await page.getByRole("button", { name: two.user.name }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await countKept(page)).toBe(0);
  line.set("cut");
  await page.goto(round.annotatePath);
  await expect(page.getByRole("heading", { name: "The server cannot be reached" })).toBeVisible();
});

test("a page that was left open sends nothing and gets nothing for who signed in since", async ({ startRound }) => {
  const round = await startRound({ comparisons: 12, people: 2 });
  const [one, two] = round.people;
  if (!one || !two) throw new Error("two people are wanted");
  const { page, context } = one;
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 12);
  await context.clearCookies();
  await context.addCookies([await sessionCookie(two.user)]);
  await answer(page, ["1"], 12);
  await expect(page.getByText("1 saved on this device, 1 to send")).toBeVisible();
  expect(await countLabels(two.user.id)).toBe(0);
  for (const path of [`/api/rounds/${round.roundId}/queue`, `/api/rounds/${round.roundId}/labels`]) {
    const status = await page.evaluate(
      async ([address, person]) => (await fetch(address ?? "", { headers: { "x-concord-person": person ?? "" } })).status,
      [path, one.user.id],
    );
    expect(status).toBe(401);
  }
  await context.clearCookies();
  await context.addCookies([await sessionCookie(one.user)]);
  await cameBack(page);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(one.user.id)).toBe(1);
});

test("the shell holds nothing of a person, and while the server answers it is never shown", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 2,
    texts: (i) => ({ prompt: `shellcanary ${i}`, responseA: `shellcanary a ${i}`, responseB: `shellcanary b ${i}` }),
  });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 2);
  const kept = await page.evaluate(async () => {
    const texts: [string, string][] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push([request.url, await (await cache.match(request))!.text()]);
    }
    return texts;
  });
  const pages = kept.filter(([url]) => !url.includes("/_next/static/"));
  expect(pages.map(([url]) => url)).toEqual([`${baseUrl()}${paths.annotateOffline()}`]);
  for (const [url, text] of kept)
    for (const word of ["shellcanary", user.id, user.email, round.roundId]) expect(text, url).not.toContain(word);
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === round.annotatePath);
  await page.reload();
  expect((await (await answered).text()).includes("shellcanary")).toBe(true);
});
