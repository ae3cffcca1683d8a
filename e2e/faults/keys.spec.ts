import { heading, openRound } from "@/e2e/annotate-page";
import { expect, press, test } from "@/e2e/fixtures";
import { countLabels, first, listPresses } from "./helpers";

test("REL-15: Enter held on a button, and keys five milliseconds apart, answer one comparison once", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  await page.getByRole("button", { name: "Left is much better" }).focus();
  for (let i = 0; i < 6; i++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();

  await press(page, "Tab");
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const key = (digit: string) =>
          window.dispatchEvent(new KeyboardEvent("keydown", { key: digit, code: `Digit${digit}`, bubbles: true }));
        key("5");
        setTimeout(() => {
          key("6");
          resolve();
        }, 5);
      }),
  );
  await expect(page.getByText(/^[23] saved, 0 to send$/)).toBeVisible();
  // The second key fell on the first comparison, or, where that frame was painted already, on the next one that it showed: never twice on one.
  expect(new Set(await listPresses(user.id)).size).toBe(await countLabels(user.id));
});

test("REL-15: a second key after going back changes the answer, and the history keeps both", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "1");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "Backspace");
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await press(page, "8");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await listPresses(user.id)).toEqual(["SUBMIT LEFT 4", "CHANGE RIGHT 4"]);
});
