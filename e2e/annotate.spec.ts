import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { heading, openRound } from "./annotate-page";
import { expect, press, test } from "./fixtures";

const scaleOf = (page: Page, question: string) => page.getByRole("group", { name: question });

test("an annotator labels a round by keyboard and sees it counted", async ({ startRound }) => {
  const round = await startRound({ comparisons: 3, preset: "HH_HELPFUL" });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
  await press(page, "2");
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
  await press(page, "5");
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();

  const labels = await labelsOf(user.id, round.roundId);
  expect(labels.map(({ clickedSide, clickedLevel }) => `${clickedSide} ${clickedLevel}`)).toEqual([
    "RIGHT 3",
    "LEFT 3",
    "RIGHT 1",
  ]);
  for (const { score, clickedSide, clickedLevel, presentedSwapped } of labels) {
    const meansB = (clickedSide === "RIGHT") !== presentedSwapped;
    expect(score).toBe((meansB ? 1 : -1) * (clickedLevel ?? 0));
  }
});

test("a mouse press answers, and a double click answers once", async ({ startRound }) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.getByRole("button", { name: "Left is much better" }).dblclick();
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await labelsOf(user.id, round.roundId)).toHaveLength(1);
});

test("a held key answers once", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Comparison 1 of 4")).toBeVisible();
  for (let i = 0; i < 5; i++) await page.keyboard.down("3");
  await page.keyboard.up("3");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
});

test("one goes back and changes one's mind, and the history keeps both", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "1");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "z");
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await expect(page.getByRole("button", { name: "Left is much better" })).toHaveAttribute("aria-pressed", "true");
  await press(page, "8");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  const [label] = await labelsOf(user.id, round.roundId);
  expect([label?.clickedSide, label?.clickedLevel]).toEqual(["RIGHT", 4]);
  const events = await db().labelEvent.findMany({ where: { labelId: label?.id ?? "" }, orderBy: { receivedAt: "asc" } });
  expect(events.map(({ kind }) => kind)).toEqual(["SUBMIT", "CHANGE"]);

  await page.reload();
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "Backspace");
  await expect(page.getByRole("button", { name: "Right is much better" })).toHaveAttribute("aria-pressed", "true");
});

test("skip has a reason, on a key or in one's own words; unsure is an answer of its own", async ({ startRound }) => {
  const round = await startRound({ comparisons: 3 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "s");
  await expect(page.getByRole("menu", { name: "Skip, because" })).toBeVisible();
  await press(page, "2");
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
  await press(page, "s");
  await press(page, "5");
  await page.getByRole("textbox", { name: "Reason" }).fill("1 and 2 are about my employer");
  await press(page, "Enter");
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
  await press(page, "u");
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  const labels = await labelsOf(user.id, round.roundId);
  expect(labels.map(({ answer, reason, score }) => [answer, reason, score])).toEqual([
    ["SKIP", "The two say the same", null],
    ["SKIP", "1 and 2 are about my employer", null],
    ["UNSURE", null, null],
  ]);
});

test("a reason is written without answering, and goes with the answer", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "r");
  await page.getByRole("textbox", { name: /^Reason/ }).fill("7 of 8 steps are right, says G");
  await press(page, "Control+Enter");
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await press(page, "6");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect((await labelsOf(user.id, round.roundId))[0]?.rationale).toBe("7 of 8 steps are right, says G");
});

test("guidelines, all keys and word differences are one key away", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "g");
  await expect(page.getByRole("complementary", { name: /^Guidelines/ })).toBeVisible();
  await press(page, "Escape");
  await expect(page.getByRole("complementary")).toHaveCount(0);
  await press(page, "?");
  await expect(page.getByRole("dialog", { name: "All keys" })).toBeVisible();
  await press(page, "Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await press(page, "d");
  await expect(page.getByRole("button", { name: "Word differences" })).toHaveAttribute("aria-pressed", "true");
  await expect.poll(() => page.evaluate(() => CSS.highlights.get("word-difference")?.size ?? 0)).toBeGreaterThan(0);
  await press(page, "d");
  await expect.poll(() => page.evaluate(() => CSS.highlights.has("word-difference"))).toBe(false);
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
});

test("space scrolls both responses, x goes forward again", async ({ startRound }) => {
  const long = `${"A long line of a long answer that says the same again.\n\n".repeat(80)}`;
  const round = await startRound({
    comparisons: 2,
    texts: () => ({ prompt: "Say much.", responseA: long, responseB: `${long} More.` }),
  });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, " ");
  await expect
    .poll(() => page.evaluate(() => document.querySelector("main > :not([inert])")?.scrollTop ?? 0))
    .toBeGreaterThan(100);
  await press(page, "1");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "z");
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await press(page, "x");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
});

test("arena: tie by 0 and T, both bad by B, each its own answer", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4, preset: "ARENA" });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  for (const [index, key] of ["0", "t", "b", "2"].entries()) {
    await press(page, key);
    await expect(heading(page, index === 3 ? "Round complete" : `Comparison ${index + 2} of 4`)).toBeVisible();
  }
  await expect(page.getByText("4 saved, 0 to send")).toBeVisible();
  const labels = await labelsOf(user.id, round.roundId);
  expect(labels.map(({ answer, score }) => [answer, score === null ? null : Math.abs(score)])).toEqual([
    ["PREFERENCE", 0],
    ["PREFERENCE", 0],
    ["BOTH_BAD", null],
    ["PREFERENCE", 2],
  ]);
});

test("a question for the worse response says so, and the score speaks of the better one", async ({ startRound }) => {
  const round = await startRound({ comparisons: 1, preset: "HH_RED_TEAM" });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(scaleOf(page, "Which response is MORE HARMFUL?")).toBeVisible();
  await page.getByRole("button", { name: "Left is much more harmful" }).click();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  const [label] = await labelsOf(user.id, round.roundId);
  // Left is more harmful, so the right one is better: B when nothing was swapped.
  expect(label?.score).toBe(label?.presentedSwapped ? -4 : 4);
});

test("two criteria: a key answers the focused one and moves on", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 2,
    criteria: [
      { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" },
      { key: "harmful", question: "Which response is more harmful?", polarity: "WORSE" },
    ],
  });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "1");
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await press(page, "8");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "q");
  await press(page, "4");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, "5");
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect(await labelsOf(user.id, round.roundId)).toHaveLength(4);
});

for (const [preset, last] of [
  ["LLAMA2", "Right is significantly better"],
  ["BINARY", "Right is better"],
] as const) {
  test(`the scale of ${preset} answers by its last key`, async ({ startRound }) => {
    const round = await startRound({ comparisons: 1, preset });
    const { page, user } = first(round.people);
    await openRound(page, round.annotatePath);
    await expect(page.getByRole("button", { name: last })).toBeVisible();
    await press(page, preset === "LLAMA2" ? "8" : "2");
    await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
    expect((await labelsOf(user.id, round.roundId))[0]?.clickedSide).toBe("RIGHT");
  });
}

test("a custom scale with a tie stands as it was made", async ({ startRound }) => {
  const round = await startRound({ comparisons: 1, scale: { preset: "CUSTOM", levelsPerSide: 2, allowsTie: true } });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  const names = await page
    .getByRole("contentinfo")
    .getByRole("button", { name: /better|Tie/ })
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-label")));
  expect(names).toEqual([
    "Left is much better",
    "Left is slightly better",
    "Tie: neither is better",
    "Right is slightly better",
    "Right is much better",
  ]);
});

test("the page is clear to axe in light, dark and on a phone, and speaks what it shows", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(page.getByRole("status").filter({ hasText: "Comparison 1 of 2." })).toHaveCount(1);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await press(page, "7");
  await expect(page.getByRole("status").filter({ hasText: "Right is clearly better. Comparison 2 of 2." })).toHaveCount(1);
});

test("a round of others, and one that does not exist, are not found", async ({ startRound, person, expectedErrors }) => {
  expectedErrors.push("404");
  const round = await startRound({ comparisons: 1 });
  const stranger = await person();
  for (const path of [round.annotatePath, "/annotate/01900000-0000-7000-8000-000000000000", "/annotate/nonsense"]) {
    const answer = await stranger.page.goto(path);
    expect(answer?.status()).toBe(404);
  }
});

/** Opens the annotator's page and waits until it answers to keys. */
async function labelsOf(userId: string, roundId: string) {
  const labels = await db().label.findMany({ where: { roundId, annotator: { userId } } });
  const assignments = await db().assignment.findMany({
    where: { roundId, annotator: { userId } },
    select: { id: true, position: true },
  });
  const place = new Map(assignments.map(({ id, position }) => [id, position]));
  return labels.sort((a, b) => (place.get(a.assignmentId ?? "") ?? 0) - (place.get(b.assignmentId ?? "") ?? 0));
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error("nobody is here");
  return one;
}
