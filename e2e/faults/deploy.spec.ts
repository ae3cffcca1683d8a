import { answer, heading, openRound } from "@/e2e/annotate-page";
import { expect, press, test } from "@/e2e/fixtures";
import { countLabels, FAILED_REQUESTS, first, isReadyForOffline } from "./helpers";

test.beforeEach(({ expectedErrors }) => {
  expectedErrors.push(...FAILED_REQUESTS);
});

test("REL-14: a page of the build before goes on after a new one was put in place, with all that it loads at first use", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, context, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await isReadyForOffline(page, 3);
  // A new build has files of other names, and the server no longer those of this page.
  await context.route("**/_next/static/**", (route) => route.fulfill({ status: 404, body: "Not Found" }));
  await press(page, "?");
  await expect(page.getByRole("dialog", { name: /keys/i })).toBeVisible();
  await page.keyboard.press("Escape");
  await press(page, "g");
  await expect(
    page.getByRole("dialog", { name: /guidelines/i }).or(page.getByRole("complementary", { name: /guidelines/i })),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await answer(page, ["1"], 3);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(1);
});

test("REL-14: a label of the first version's shape is taken as it was sent then", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  // As the page of the first version sends it: none of the fields that came later.
  await page.route("**/api/labels", async (route) => {
    const { labels } = route.request().postDataJSON() as { labels: Record<string, unknown>[] };
    const old = ["eventId", "token", "criterionId", "decidedAt", "answer", "side", "level", "durationMs", "idleMs"];
    const first = labels.map((label) => Object.fromEntries(old.map((name) => [name, label[name]])));
    await route.continue({ postData: JSON.stringify({ labels: first }), headers: withoutPerson(route.request().headers()) });
  });
  await answer(page, ["6"], 2);
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await countLabels(user.id)).toBe(1);
});

test("REL-14: a label that the new server does not understand holds up no other, is kept, and the page says why", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  let changed = 0;
  await page.route("**/api/labels", async (route) => {
    const { labels } = route.request().postDataJSON() as { labels: Record<string, unknown>[] };
    const strange = labels.map((label) => (changed++ === 0 ? { ...label, mood: "fine" } : label));
    await route.continue({ postData: JSON.stringify({ labels: strange }) });
  });
  await answer(page, ["1"], 3);
  await expect(page.getByRole("button", { name: "1 label was refused" })).toBeVisible();
  await answer(page, ["2"], 3);
  await expect.poll(() => countLabels(user.id)).toBe(1);
  await page.getByRole("button", { name: "1 label was refused" }).click();
  const dialog = page.getByRole("dialog", { name: "Labels that were refused" });
  await expect(dialog.getByRole("listitem")).toContainText("mood");
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
  expect(await countLabels(user.id)).toBe(2);
});

function withoutPerson(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "x-concord-person"));
}
