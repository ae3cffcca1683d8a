import type { Page } from "@playwright/test";
import { answer, cameBack, heading, openRound } from "@/e2e/annotate-page";
import { expect, type Person, press, sessionCookie } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";
import { test } from "./line";

test.beforeEach(({ expectedErrors }) => {
  // What the browser itself writes about a request that fails.
  expectedErrors.push("net::ERR_", "the server responded with a status of");
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

function first([one]: readonly Person[]): Person {
  if (one === undefined) throw new Error("nobody is here");
  return one;
}

function countLabels(userId: string): Promise<number> {
  return db().label.count({ where: { annotator: { userId } } });
}

/** Waits until the shell and so many comparisons are kept on the device. */
async function isReadyForOffline(page: Page, comparisons: number): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => countKept(page)).toBe(comparisons);
}

async function countKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("concord-kept");
        opening.onsuccess = () => {
          const database = opening.result;
          const counting = database.transaction("items").objectStore("items").count();
          counting.onsuccess = () => {
            database.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

void sessionCookie;
