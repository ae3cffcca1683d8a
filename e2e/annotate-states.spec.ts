import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { createAnnotator, createComparison, createLabel, createMember } from "@/lib/testing/factories";
import { heading, openRound, pressAll } from "./annotate-page";
import { expect, type Person, press, test } from "./fixtures";

const LABELS = "**/api/labels";
const THREE = [
  { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" as const },
  { key: "harmful", question: "Which response is more harmful?", polarity: "WORSE" as const },
  { key: "honest", question: "Which response is more honest?", polarity: "BETTER" as const },
];
const LABELLING = { ratings: "likert7", confidence: true, edits: true } as const;

test("all that is asked, and all that opens over it, is clear to axe in light, dark and forced colours", async ({
  startRound,
}) => {
  // Many looks by axe: half a minute on two cores that nobody else uses.
  test.setTimeout(150_000);
  const round = await startRound({ comparisons: 2, criteria: THREE, labelling: LABELLING });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await isClear(page);
  await pressAll(page, ["5", "2", "7"]);
  await isClear(page);
  await stands(page.getByRole("button", { name: "Left: 5 of 7" }), page.getByRole("button", { name: "Left: 4 of 7" }));
  await nowStands(page, page.locator(".scale[data-now]"), "::before");
  await press(page, "ArrowLeft");
  await stands(
    page.getByRole("button", { name: "Right is clearly better" }),
    page.getByRole("button", { name: "Right is much better" }),
  );
  await press(page, "ArrowLeft");
  await nowStands(page, page.getByRole("group", { name: /^Right: How good/ }), null);
  await isFocusSeen(page, page.getByRole("button", { name: "Right: 2 of 7" }));
  for (const [key, part] of [
    ["r", page.getByRole("textbox", { name: /^Reason/ })],
    ["s", page.getByRole("menu", { name: "Skip, because" })],
    ["f", page.getByRole("menu", { name: "Flag, because" })],
    ["g", page.getByRole("complementary", { name: /^Guidelines/ })],
    ["l", page.getByRole("complementary", { name: "My answers" })],
    ["a", page.getByRole("complementary", { name: "Questions to the researchers" })],
    ["v", page.getByRole("dialog", { name: "Text and scrolling" })],
    ["e", page.getByRole("dialog", { name: "Edit a response" })],
    ["?", page.getByRole("dialog", { name: "All keys" })],
  ] as const) {
    await press(page, key);
    await expect(part).toBeVisible();
    await isClear(page);
    if (key === "v") await stands(part.getByRole("button", { pressed: true }), part.getByRole("button", { pressed: false }));
    await press(page, "Escape");
    await expect(part).toBeHidden();
  }
});

test("what comes before the first comparison is clear to axe, consent, guidelines and training", async ({ startRound }) => {
  const labelling = {
    contentWarning: "Some texts describe **violence**.",
    consent: "# Agreement\n\nI take part of my own will.",
  };
  const consent = await startRound({ isUnread: true, labelling });
  const { page } = first(consent.people);
  await openRound(page, consent.annotatePath);
  await expect(heading(page, "Before you begin")).toBeVisible();
  await isClear(page);
  await page.getByRole("button", { name: "Leave this round" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await isClear(page);
  await page.getByRole("button", { name: "Stay" }).click();
  await page.getByRole("button", { name: "I agree" }).click();
  await expect(heading(page, "Guidelines")).toBeVisible();
  await isClear(page);

  const training = await startRound({ comparisons: 1, gold: { 0: 4 }, quality: { kind: "TRAINING", passMark: 1 } });
  const trainee = first(training.people).page;
  await openRound(trainee, training.annotatePath);
  await press(trainee, "5");
  await expect(trainee.getByRole("region", { name: "After your answer" })).toContainText("Because of reason");
  await isClear(trainee);
  await press(trainee, "Enter");
  await expect(trainee.getByRole("heading", { name: /^Round 1 is (not )?passed/ })).toBeVisible();
  await isClear(trainee);
});

test.describe(() => {
  test.use({
    expectedErrors: ["net::ERR_", "Failed to load resource", "server responded", "Minified React error #441"],
  });

  test("no connection, refused labels, a page that is broken and the end are clear to axe", async ({ startRound }) => {
    const round = await startRound({ comparisons: 3 });
    const { page } = first(round.people);
    await openRound(page, round.annotatePath);
    await page.route(LABELS, (route) => route.abort("connectionrefused"));
    await press(page, "7");
    await expect(page.getByText(/^No connection since/)).toBeVisible();
    await isClear(page);
    await page.unroute(LABELS);
    await page.route(LABELS, async (route) => {
      const { labels } = route.request().postDataJSON() as { labels: { eventId: string }[] };
      const refused = ({ eventId }: { eventId: string }) => ({
        eventId,
        status: "refused",
        code: "conflict",
        message: "Not now.",
      });
      await route.fulfill({ json: { acknowledgements: labels.map(refused) } });
    });
    await press(page, "7");
    await page.getByRole("button", { name: "2 labels were refused" }).click();
    await expect(page.getByRole("dialog", { name: "Labels that were refused" })).toBeVisible();
    await isClear(page);
    await page.unroute(LABELS);
    await page.getByRole("button", { name: "Send again" }).click();
    await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
    await press(page, "7");
    await expect(heading(page, "Round complete")).toBeVisible();
    await isClear(page);

    await page.goto("/annotate/offline");
    await expect(page.getByRole("heading", { name: "The server cannot be reached" })).toBeVisible();
    await isClear(page);
    // Settings that no version of Concord wrote.
    await db().round.update({ where: { id: round.roundId }, data: { labelling: { rationale: "sometimes" } } });
    await page.goto(round.annotatePath);
    await expect(page.getByRole("heading", { name: "Something went wrong on our side" })).toBeVisible();
    await isClear(page);
  });
});

test("a round that is paused, closed, taken by others or gone is clear to axe", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 1,
    people: 2,
    overlap: 1,
    dealing: { dealing: "ON_DEMAND", reservationMinutes: 30 },
  });
  const [one, two] = round.people as [Person, Person];
  await openRound(one.page, round.annotatePath);
  await openRound(two.page, round.annotatePath);
  await expect(heading(two.page, "Nothing open just now")).toBeVisible();
  await isClear(two.page);
  for (const [state, title] of [
    ["PAUSED", "Round paused"],
    ["CLOSED", "Round closed"],
  ] as const) {
    await db().round.update({ where: { id: round.roundId }, data: { state } });
    await two.page.reload();
    await expect(heading(two.page, title)).toBeVisible();
    await isClear(two.page);
  }
});

test("a round that is not there is clear to axe", async ({ person, expectedErrors }) => {
  expectedErrors.push("404");
  const { page } = await person();
  await page.goto(paths.annotate(newId()));
  await expect(page.getByRole("heading", { name: "This round was not found" })).toBeVisible();
  await isClear(page);
});

test("adjudication is clear to axe, its list, its page and an answer chosen", async ({ startRound }) => {
  const round = await startRound({ comparisons: 1 });
  const { page, user } = first(round.people);
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: project.id } });
  await db().member.deleteMany({ where: { projectId: project.id, userId: user.id } });
  await createMember(project, user, "ANNOTATOR", { mayAdjudicate: true });
  const comparison = await createComparison(project, { externalId: "far", prompt: "Asked far" });
  for (const [name, score] of [
    ["Aiko", -3],
    ["Ruth", 4],
  ] as const)
    await createLabel(comparison, criterion, await createAnnotator(project, { name }), { score });
  await page.goto(paths.adjudicate(round.slug));
  await expect(page.getByRole("listitem").filter({ hasText: "steps apart" })).toBeVisible();
  await isClear(page);
  await page.goto(paths.adjudicateOne(round.slug, comparison.id));
  await press(page, "7");
  const chosen = page.getByRole("button", { name: "B is clearly better" });
  await expect(chosen).toHaveAttribute("aria-pressed", "true");
  await isClear(page);
  await stands(chosen, page.getByRole("button", { name: "B is much better" }));
});

/** Axe in light; again in dark and in forced colours, where only what rests on colours can differ. */
async function isClear(page: Page): Promise<void> {
  const all = new AxeBuilder({ page }).analyze();
  expect.soft(listProblems(await all), page.url()).toEqual([]);
  for (const media of [{ colorScheme: "dark" }, { forcedColors: "active" }] as const) {
    await page.emulateMedia(media);
    const colours = await new AxeBuilder({ page }).withRules(["color-contrast", "link-in-text-block"]).analyze();
    expect.soft(listProblems(colours), `${page.url()} ${Object.values(media)}`).toEqual([]);
    await page.emulateMedia({ colorScheme: null, forcedColors: null });
  }
}

function listProblems({ violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>) {
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

/** In forced colours what is chosen has another ground and another ink than what is not. */
async function stands(chosen: Locator, other: Locator): Promise<void> {
  const page = chosen.page();
  await page.emulateMedia({ forcedColors: "active" });
  const look = (one: Locator) =>
    one.first().evaluate((element) => {
      const { backgroundColor, color } = getComputedStyle(element);
      return { backgroundColor, color };
    });
  const [a, b] = [await look(chosen), await look(other)];
  expect(a.backgroundColor).not.toBe(b.backgroundColor);
  expect(a.color).not.toBe(b.color);
  await page.emulateMedia({ forcedColors: null });
}

/** In forced colours what is asked now bears a mark of the system's own: a bar before it, or a line round it. */
async function nowStands(page: Page, now: Locator, pseudo: "::before" | null): Promise<void> {
  await page.emulateMedia({ forcedColors: "active" });
  const [mark, canvas] = await now.evaluate((element, before) => {
    const style = getComputedStyle(element, before);
    const isLine = before === null;
    if (isLine && (style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) < 2))
      throw new Error("There is no line.");
    return [isLine ? style.outlineColor : style.backgroundColor, getComputedStyle(document.body).backgroundColor];
  }, pseudo);
  expect(mark).not.toBe(canvas);
  await page.emulateMedia({ forcedColors: null });
}

/** In forced colours the keyboard's focus is a line that can be seen: shadows are gone there. */
async function isFocusSeen(page: Page, target: Locator): Promise<void> {
  await page.emulateMedia({ forcedColors: "active" });
  await target.focus();
  await press(page, "Tab");
  await press(page, "Shift+Tab");
  const [width, colour, canvas] = await target.evaluate((element) => {
    const { outlineWidth, outlineColor } = getComputedStyle(element);
    return [Number.parseFloat(outlineWidth), outlineColor, getComputedStyle(document.body).backgroundColor];
  });
  expect(width).toBeGreaterThanOrEqual(2);
  expect(colour).not.toBe(canvas);
  await page.emulateMedia({ forcedColors: null });
}

function first([one]: readonly Person[]): Person {
  if (!one) throw new Error("There is nobody.");
  return one;
}
