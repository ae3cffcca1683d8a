import { db } from "@/lib/db/client";
import { heading, openRound, pressAll } from "./annotate-page";
import { baseUrl, expect, press, sessionCookie, test } from "./fixtures";

test("guidelines are read beside the responses, and the scale still answers", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  await press(page, "g");
  const guidelines = page.getByRole("complementary", { name: /^Guidelines/ });
  await expect(guidelines).toBeVisible();
  const [sheet, scale] = await Promise.all([guidelines.boundingBox(), page.getByRole("contentinfo").boundingBox()]);
  expect((sheet?.y ?? 0) + (sheet?.height ?? 0)).toBeLessThanOrEqual((scale?.y ?? 0) + 1);
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expect(guidelines).toBeVisible();
  await press(page, "g");
  await expect(guidelines).toHaveCount(0);
});

test("single keys can be switched off, which the next visit remembers; buttons still answer", async ({ startRound }) => {
  const round = await startRound({ comparisons: 3 });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  await press(page, "?");
  await page.getByRole("checkbox", { name: /^Single keys act/ }).uncheck();
  await page.getByRole("button", { name: "Close" }).click();
  await pressAll(page, ["7", "z", "s"]);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.getByRole("button", { name: "Right is clearly better" }).click();
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();

  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
  await page.getByRole("button", { name: "All keys" }).click();
  await page.getByRole("checkbox", { name: /^Single keys act/ }).check();
  await page.getByRole("button", { name: "Close" }).click();
  await press(page, "7");
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
});

test("plus and minus change the size of the text, within bounds", async ({ startRound }) => {
  const round = await startRound({ comparisons: 1 });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  const size = () => page.getByText("What is 0 plus 0?").evaluate((element) => getComputedStyle(element).fontSize);
  expect(await size()).toBe("17px");
  await press(page, "+");
  await expect.poll(size).toBe("18px");
  await pressAll(page, ["+", "+", "+", "+"]);
  await expect.poll(size).toBe("20px");
  await pressAll(page, ["-", "-", "-", "-", "-", "-", "-"]);
  await expect.poll(size).toBe("15px");
});

test("a focused button takes Space and Enter itself; a press by mouse takes no focus", async ({ startRound }) => {
  const round = await startRound({ comparisons: 4 });
  const { page, user } = round.people[0]!;
  await openRound(page, round.annotatePath);
  await page.getByRole("button", { name: "Left is clearly better" }).focus();
  await press(page, " ");
  await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
  await page.getByRole("button", { name: "Right is much better" }).focus();
  await press(page, "Enter");
  await expect(heading(page, "Comparison 3 of 4")).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await page.getByRole("button", { name: "Left is much better" }).click();
  await expect(heading(page, "Comparison 4 of 4")).toBeVisible();
  await press(page, " ");
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 4 of 4")).toBeVisible();
  const labels = await db().label.findMany({ where: { annotator: { userId: user.id } } });
  expect(labels.map(({ clickedSide, clickedLevel }) => `${clickedSide} ${clickedLevel}`).sort()).toEqual([
    "LEFT 3",
    "LEFT 4",
    "RIGHT 4",
  ]);
});

test("earlier turns are folded and counted, and the whole conversation can be put away", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 2,
    texts: (i) => ({
      prompt: [
        { role: "user", content: `An early question ${i}.` },
        { role: "assistant", content: "An early answer." },
        { role: "user", content: `The last question ${i}.` },
      ],
      responseA: "One.",
      responseB: "Two.",
    }),
  });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  const conversation = page.getByRole("region", { name: "Conversation so far" });
  await expect(conversation.getByText("The last question 0.")).toBeVisible();
  await expect(conversation.getByText("An early answer.")).not.toBeVisible();
  await conversation.getByText("2 earlier turns").click();
  await expect(conversation.getByText("An early answer.")).toBeVisible();
  await conversation.getByText("Hide").click();
  await expect(conversation.getByText("The last question 0.")).not.toBeVisible();
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expect(conversation.getByText("The last question 1.")).not.toBeVisible();
});

test("on a phone a tap answers, says so and can be undone; the cards swipe", async ({ startRound, browser }) => {
  const round = await startRound({ comparisons: 3 });
  const { user } = round.people[0]!;
  const context = await browser.newContext({
    baseURL: baseUrl(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  await context.addCookies([await sessionCookie(user)]);
  const page = await context.newPage();
  await openRound(page, round.annotatePath);
  const right = page.getByRole("article", { name: "Right" });
  await expect(right).not.toBeInViewport({ ratio: 0.9 });
  await page.getByRole("button", { name: "Right", exact: true }).tap();
  await expect(right).toBeInViewport({ ratio: 0.9 });
  const target = await page.getByRole("button", { name: "Left is much better" }).boundingBox();
  expect(target?.width).toBeGreaterThanOrEqual(40);
  expect(target?.height).toBeGreaterThanOrEqual(44);

  await page.getByRole("button", { name: "Left is much better" }).tap();
  await expect(heading(page, "Comparison 2 of 3")).toBeVisible();
  await expect(page.getByText("Left is much better", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).tap();
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  await expect(page.getByRole("button", { name: "Left is much better" })).toHaveAttribute("aria-pressed", "false");
  await expect.poll(() => db().label.count({ where: { annotator: { userId: user.id } } })).toBe(0);
  await page.getByRole("button", { name: "Right is slightly better" }).tap();
  await expect(page.getByText("1 saved.", { exact: true })).toBeAttached();
  const [label] = await db().label.findMany({ where: { annotator: { userId: user.id } } });
  expect([label?.clickedSide, label?.clickedLevel]).toEqual(["RIGHT", 1]);
  await context.close();
});

test("text and scrolling are set by V, at once and for the next visit; the panes scroll apart if one likes", async ({
  startRound,
}) => {
  const long = (word: string) => Array.from({ length: 120 }, (_, index) => `${word} paragraph ${index}.`).join("\n\n");
  const round = await startRound({
    comparisons: 2,
    texts: () => ({ prompt: "Which?", responseA: long("First"), responseB: long("Second") }),
  });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  await press(page, "v");
  const dialog = page.getByRole("dialog", { name: "Text and scrolling" });
  await dialog.getByRole("button", { name: "Larger" }).click();
  await expect(dialog.getByText("18 px")).toBeVisible();
  await dialog.getByRole("button", { name: "As wide as the column" }).click();
  await dialog.getByRole("checkbox", { name: /scroll together/ }).uncheck();
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  const [left, right] = [page.getByRole("article", { name: "Left" }), page.getByRole("article", { name: "Right" })];
  const top = (pane: typeof left) => pane.evaluate((element) => element.scrollTop);
  await left.focus();
  await press(page, "PageDown");
  await expect.poll(() => top(left)).toBeGreaterThan(100);
  expect(await top(right)).toBe(0);
  await left.evaluate((element) => element.blur());
  await press(page, " ");
  await expect.poll(() => top(right)).toBeGreaterThan(100);
  const [box, text] = await Promise.all([left.boundingBox(), left.locator(".material").boundingBox()]);
  expect(text?.width ?? 0).toBeGreaterThan((box?.width ?? 0) * 0.85);
});

test("a response is copied as plain text", async ({ startRound }) => {
  const round = await startRound({
    comparisons: 1,
    texts: () => ({
      prompt: "Which?",
      responseA: "**One** thing\n\nand `another`",
      responseB: "**One** thing\n\nand `another`.",
    }),
  });
  const { page, context } = round.people[0]!;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openRound(page, round.annotatePath);
  await page.getByRole("button", { name: "Copy the left response as plain text" }).click();
  await expect(page.getByText("Copied as plain text")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^One thing\n\nand another\.?$/);
});

test("word differences are found beside the page: keys answer meanwhile, and long unrelated texts end in a word", async ({
  startRound,
}) => {
  const text = (seed: number) => Array.from({ length: 40_000 }, (_, index) => `w${(index * seed) % 9973}`).join(" ");
  const round = await startRound({
    comparisons: 2,
    texts: (index) =>
      index === 0
        ? { prompt: "Which?", responseA: text(7919), responseB: text(104_729) }
        : { prompt: "Which?", responseA: "one two three", responseB: "one four three" },
  });
  const { page } = round.people[0]!;
  await openRound(page, round.annotatePath);
  const highlighted = () =>
    page.evaluate(() => [...(CSS.highlights.get("word-difference") ?? [])].map((range) => range.toString()).sort());
  // Their order is drawn: whichever is first, differences stay on for the other.
  const isLong = () => page.getByRole("article", { name: "Left" }).evaluate((pane) => pane.textContent?.includes("w99") ?? false);
  const tooLong = page.getByText("The two responses are too different to mark single words.");
  const expectShown = async () => {
    if (await isLong()) await expect(tooLong).toBeVisible({ timeout: 15_000 });
    else await expect.poll(highlighted).toEqual(["four", "two"]);
  };
  const isLongFirst = await isLong();
  await press(page, "d");
  if (!isLongFirst) await expectShown();
  // The long one's are still looked for when its answer is given.
  await press(page, "7");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expectShown();
  if (isLongFirst) {
    await press(page, "z");
    await expectShown();
  }
});
