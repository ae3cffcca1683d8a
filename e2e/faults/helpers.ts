import type { Page } from "@playwright/test";
import { expect, type Person } from "@/e2e/fixtures";
import { db } from "@/lib/db/client";

/** What the browser itself writes about a request that fails. */
export const FAILED_REQUESTS = [
  "net::ERR_",
  "the server responded with a status of",
  "An unknown error occurred when fetching the script.",
];

/** The only person of a round. */
export function first([one]: readonly Person[]): Person {
  if (one === undefined) throw new Error("the round has nobody");
  return one;
}

/** Labels of a person in the database. */
export function countLabels(userId: string): Promise<number> {
  return db().label.count({ where: { annotator: { userId } } });
}

/** Where a person pressed, in the order in which the labels were received: "LEFT 4". Changes and answers taken back are in it. */
export async function listPresses(userId: string): Promise<string[]> {
  const events = await db().labelEvent.findMany({
    where: { actorUserId: userId },
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
  });
  return events.map(({ kind, after }) => {
    const { clickedSide = "", clickedLevel = "" } = (after ?? {}) as { clickedSide?: string; clickedLevel?: number };
    return `${kind} ${clickedSide} ${clickedLevel}`.trim();
  });
}

/** Waits until the page would open without a network, with so many comparisons. */
export async function isReadyForOffline(page: Page, comparisons: number): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => countKept(page)).toBe(comparisons);
}

/** Comparisons that this browser keeps to be read without a network, whosever they are. */
export function countKept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("concord-kept");
        opening.onsuccess = () => {
          const database = opening.result;
          const end = (count: number) => {
            database.close();
            resolve(count);
          };
          if (!database.objectStoreNames.contains("items")) return end(0);
          const counting = database.transaction("items").objectStore("items").count();
          counting.onsuccess = () => end(counting.result);
        };
      }),
  );
}
