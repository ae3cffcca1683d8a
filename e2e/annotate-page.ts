import type { Page } from "@playwright/test";
import { expect, press } from "./fixtures";

/** The page's heading: "Comparison 2 of 5". */
export function heading(page: Page, text: string | RegExp) {
  return page.getByRole("heading", { level: 1, name: text });
}

/** Opens a round's page and waits until it answers to keys. */
export async function openRound(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
}

/** Presses keys one after another. */
export async function pressAll(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) await press(page, key);
}

/** Answers one comparison after another and waits for the next each time. */
export async function answer(page: Page, keys: readonly string[], total: number): Promise<void> {
  for (const key of keys) {
    const title = await page.getByRole("heading", { level: 1 }).textContent();
    const place = Number(/(\d+) of/.exec(title ?? "")?.[1] ?? 1);
    await expect(heading(page, `Comparison ${place} of ${total}`)).toBeVisible();
    await press(page, key);
    await expect(heading(page, place === total ? "Round complete" : `Comparison ${place + 1} of ${total}`)).toBeVisible();
  }
}

/** Tells the page what a browser tells it when the network is back. It sends at once, unless its own next try was first. */
export async function cameBack(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
}
