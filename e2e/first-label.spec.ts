import type { Page } from "@playwright/test";
import { createInvitation } from "@/lib/auth/invitations";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { addRoundMember } from "@/lib/rounds/members/change-members";
import { heading } from "./annotate-page";
import { expect, press, test } from "./fixtures";

/** What a hand that is not in a hurry needs for a letter. */
const LETTER_MILLISECONDS = 40;

test("from an invitation's link to the first saved label: a dozen keys beside what is written, within two minutes", async ({
  startRound,
  page,
}) => {
  const round = await startRound({ comparisons: 2, isUnread: true });
  const operator = { ...round.owner, isOperator: true };
  const { token } = await createInvitation(operator, round.slug, { role: "ANNOTATOR", mayAdjudicate: false, note: "", days: 7 });
  const email = `mara-${newId()}@example.org`;
  const hand = keyboardOf(page);
  const begun = performance.now();

  await page.goto(paths.join(token));
  for (const [label, text] of [
    ["Name", "Mara Lind"],
    ["Email", email],
    ["Password", "a long enough password"],
  ] as const) {
    await hand.to(page.getByLabel(label));
    await page.keyboard.type(text, { delay: LETTER_MILLISECONDS });
  }
  await hand.press("Enter");
  await expect(page.getByRole("heading", { name: "Nothing to label yet" })).toBeVisible();

  // The researcher takes her into the round.
  const user = await db().user.findUniqueOrThrow({ where: { email } });
  await addRoundMember(operator, round.roundId, user.id);
  await hand.press("F5", () => page.reload());
  await hand.to(page.getByRole("link", { name: "Skip to the page" }));
  await hand.press("Enter");
  await hand.to(page.getByRole("link", { name: "Round 1" }));
  await hand.press("Enter");
  await expect(page.getByRole("button", { name: "I have read them" })).toBeEnabled();
  await hand.press("Enter");
  await expect(heading(page, /^Comparison 1 of/)).toBeVisible();
  await hand.press("7");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();

  const seconds = (performance.now() - begun) / 1000;
  const said = `${hand.presses()} keys beside what is written, ${seconds.toFixed(1)} s`;
  test.info().annotations.push({ type: "time to first label", description: said });
  process.stdout.write(`time to first label: ${said}\n`);
  expect(await db().label.count({ where: { annotator: { userId: user.id } } })).toBe(1);
  expect(hand.presses()).toBeLessThanOrEqual(12);
  expect(seconds).toBeLessThan(120);
});

/** A keyboard that counts: Tab until something has the focus, and single keys. */
function keyboardOf(page: Page) {
  let presses = 0;
  const once = async (key: string, instead?: () => Promise<unknown>) => {
    presses++;
    // A browser under test does not obey its own keys.
    await (instead ? instead() : press(page, key));
  };
  return {
    presses: () => presses,
    press: once,
    to: async (target: ReturnType<Page["getByRole"]>) => {
      await expect(target).toBeVisible();
      for (let tabs = 0; tabs < 10; tabs++) {
        await once("Tab");
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error("Ten times Tab did not lead there.");
    },
  };
}
