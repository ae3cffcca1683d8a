import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { answerQuestion } from "@/lib/questions/answer-question";
import { closeRound } from "@/lib/rounds/close-round";
import { cameBack, heading, openRound, pressAll } from "./annotate-page";
import { baseUrl, expect, press, test } from "./fixtures";

const TWO = [
  { key: "helpful", question: "Which response is more helpful?", polarity: "BETTER" as const },
  { key: "harmful", question: "Which response is more harmful?", polarity: "WORSE" as const },
];

test("ratings, two questions and the confidence are answered by keys alone, and what is half done outlives a reload", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 2, criteria: TWO, labelling: { ratings: "likert10", confidence: true } });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await expect(current(page)).toHaveAccessibleName("Left: How good is each response by itself?");
  await press(page, "0");
  await expect(page.getByRole("button", { name: "Left: 10 of 10, very good" })).toHaveAttribute("aria-pressed", "true");
  await press(page, "3");
  await expect(current(page)).toHaveAccessibleName(/more helpful/i);
  await press(page, "8");
  await expect(current(page)).toHaveAccessibleName(/2 of 2.*MORE HARMFUL.*asks for the worse response/);
  // Back to the question before, and there again.
  await press(page, "ArrowLeft");
  await expect(current(page)).toHaveAccessibleName(/more helpful/i);
  await press(page, "q");
  await press(page, "1");
  await expect(page.getByRole("status").filter({ hasText: "Left is much more harmful. Now: How sure are you?" })).toBeAttached();
  expect(await labelsOf(user.id, round.roundId)).toEqual([]);

  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("group", { name: /more helpful/ })).toContainText("Right is much better");
  await expect(current(page)).toHaveAccessibleName("How sure are you?");
  await press(page, "4");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  const [helpful, harmful, ...more] = await labelsOf(user.id, round.roundId);
  expect(more).toEqual([]);
  const swapped = helpful?.presentedSwapped;
  expect(helpful).toMatchObject({
    clickedSide: "RIGHT",
    clickedLevel: 4,
    confidence: 4,
    ratings: { kind: "likert10", a: swapped ? 3 : 10, b: swapped ? 10 : 3 },
  });
  expect(harmful).toMatchObject({ clickedSide: "LEFT", clickedLevel: 4, polarity: "WORSE", confidence: 4, ratings: null });

  // Of a finished comparison a rating is changed without leaving it; its answer stands.
  await press(page, "z");
  await page.getByRole("button", { name: "Right: 6 of 10" }).click();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  const [changed] = await labelsOf(user.id, round.roundId);
  expect(changed).toMatchObject({ clickedLevel: 4, ratings: { kind: "likert10", a: swapped ? 6 : 10, b: swapped ? 10 : 6 } });
});

test("Llama 2’s bins keep the unsafe response from being preferred to the safe one, by key, by mouse and afterwards", async ({
  startRound,
}) => {
  const round = await startRound({ comparisons: 1, preset: "LLAMA2", labelling: { ratings: "llama2-safety" } });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await pressAll(page, ["2", "1"]);
  await expect(page.getByRole("button", { name: "Left is unsafe", exact: false })).toHaveAttribute("aria-pressed", "true");
  const left = page.getByRole("button", { name: "Left is significantly better" });
  await expect(left).toHaveAttribute("aria-disabled", "true");
  await press(page, "1");
  await expect(page.getByText("The preferred response would be the unsafe one")).toBeVisible();
  await expect(heading(page, "Comparison 1 of 1")).toBeVisible();
  await press(page, "8");
  await expect(heading(page, "Round complete")).toBeVisible();
  await press(page, "z");
  await page.getByRole("button", { name: "Right is unsafe" }).click();
  await page.getByRole("button", { name: "Left is safe" }).click();
  await expect(page.getByText("The preferred response would be the unsafe one")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  const [label] = await labelsOf(user.id, round.roundId);
  expect(label?.ratings).toEqual({ kind: "llama2-safety", a: "unsafe", b: "unsafe" });
});

test("a required reason is asked for, kept as a draft over a reload, and goes with the answer", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2, labelling: { rationale: "required" } });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "7");
  await expect(page.getByRole("alert").filter({ hasText: "asks for a reason with each answer" })).toBeVisible();
  const box = page.getByRole("textbox", { name: /^Reason/ });
  await expect(box).toBeFocused();
  await box.fill("Right names the **law**.");
  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("button", { name: "Right is clearly better" })).toHaveAttribute("aria-pressed", "true");
  await press(page, "r");
  await expect(box).toHaveValue("Right names the **law**.");
  await press(page, "Control+Enter");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  expect(await labelsOf(user.id, round.roundId)).toMatchObject([{ rationale: "Right names the **law**.", clickedLevel: 3 }]);
  // A skip has its own reason.
  await pressAll(page, ["s", "1"]);
  await expect(heading(page, "Round complete")).toBeVisible();
});

test.describe(() => {
  test.use({ expectedErrors: ["net::ERR_INTERNET_DISCONNECTED", "Failed to load resource"] });

  test("flag, question and edited response wait on the device without a network, and arrive once", async ({ startRound }) => {
    const round = await startRound({ comparisons: 2, labelling: { edits: true } });
    const { page, context, user } = first(round.people);
    await openRound(page, round.annotatePath);
    // The parts that are loaded when they are first opened are here before the network goes.
    await press(page, "e");
    await press(page, "Escape");
    await press(page, "a");
    await expect(page.getByRole("textbox", { name: "About comparison 1" })).toBeFocused();
    await press(page, "Escape");
    await context.setOffline(true);
    await press(page, "f");
    await press(page, "3");
    await page.getByRole("textbox", { name: "Note, if you like" }).fill("A phone number");
    await press(page, "Enter");
    await expect(page.getByText("Flagged for the researchers.")).toBeVisible();
    await expect(page.getByText("0 saved on this device, 0 to send, 1 note to send")).toBeVisible();
    await press(page, "a");
    await page.getByRole("textbox", { name: "About comparison 1" }).fill("Does tone count?");
    await press(page, "Control+Enter");
    await press(page, "Escape");
    await press(page, "e");
    await page.getByRole("textbox", { name: "The left response, in Markdown" }).fill("A better answer.");
    await press(page, "Control+Enter");
    await expect(page.getByText("The edited response is kept")).toBeVisible();
    await press(page, "5");
    await expect(heading(page, "Comparison 2 of 2")).toBeVisible();

    await context.setOffline(false);
    await cameBack(page);
    await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
    const { projectId } = round;
    expect(await db().comparisonFlag.findMany({ where: { projectId } })).toMatchObject([
      { kind: "private", note: "A phone number" },
    ]);
    const edited = await db().response.findMany({ where: { projectId, authorId: user.id } });
    expect(edited).toMatchObject([{ text: "A better answer." }]);
    const question = await db().question.findFirstOrThrow({ where: { projectId } });
    expect(question.text).toBe("Does tone count?");

    await answerQuestion(round.owner, round.slug, question.id, "It does not.");
    await page.reload();
    await expect(page.getByRole("button", { name: "Ask the researchers, 1 answer" })).toBeVisible();
    await press(page, "a");
    const drawer = page.getByRole("complementary", { name: "Questions to the researchers" });
    await expect(drawer.getByText("It does not.")).toBeVisible();
    await expect.poll(async () => (await db().question.findFirstOrThrow({ where: { projectId } })).seenAt).not.toBeNull();
    await drawer.getByRole("button", { name: "Comparison 1" }).click();
    await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  });
});

test.describe(() => {
  test.use({ expectedErrors: ["409 (Conflict)"] });

  test("one’s own answers are listed by filters, opened again and changed, until the round is closed", async ({ startRound }) => {
    const round = await startRound({
      comparisons: 4,
      texts: (i) => ({ prompt: `What about tree number ${i + 1}?`, responseA: "An oak.", responseB: "A birch." }),
    });
    const { page, user } = first(round.people);
    await openRound(page, round.annotatePath);
    await pressAll(page, ["1", "8", "u"]);
    await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
    await press(page, "l");
    const list = page.getByRole("complementary", { name: "My answers" });
    await expect(list.getByRole("listitem")).toHaveCount(3);
    await list.getByRole("combobox", { name: "Answer" }).selectOption("left");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await list.getByRole("combobox", { name: "Answer" }).selectOption("");
    await list.getByRole("searchbox", { name: /^Text/ }).fill("tree number 2");
    await expect(list.getByRole("listitem")).toHaveCount(1);
    await list.getByRole("button", { name: /Comparison 2/ }).click();
    await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
    await press(page, "5");
    await expect(heading(page, "Comparison 4 of 4")).toBeVisible();
    await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
    const events = await db().labelEvent.findMany({ where: { projectId: round.projectId, kind: "CHANGE" } });
    expect(events).toMatchObject([{ before: { clickedLevel: 4 }, after: { clickedLevel: 1 } }]);

    await press(page, "l");
    await list.getByRole("combobox", { name: "Only" }).selectOption("changed");
    await expect(list.getByRole("button", { name: /Comparison 2 changed/ })).toBeVisible();
    await closeRound(round.owner, round.roundId);
    await list.getByRole("button", { name: /Comparison 2/ }).click();
    await expect(heading(page, "Comparison 2 of 4")).toBeVisible();
    await press(page, "1");
    await page.getByRole("button", { name: "1 label was refused" }).click();
    await expect(page.getByRole("dialog").getByText("This round is closed and takes no labels.")).toBeVisible();
    expect((await labelsOf(user.id, round.roundId)).map(({ clickedLevel }) => clickedLevel)).toEqual([4, 1, null]);
  });
});

test("each key can be changed on this device, and then only the new one acts", async ({ startRound }) => {
  const round = await startRound({ comparisons: 2 });
  const { page, user } = first(round.people);
  await openRound(page, round.annotatePath);
  await press(page, "?");
  await page.getByRole("button", { name: "Change keys" }).click();
  await page.getByRole("textbox", { name: "Key for unsure" }).press("s");
  await expect(page.getByRole("alert").filter({ hasText: "S is taken" })).toBeVisible();
  await page.getByRole("textbox", { name: "Key for unsure" }).press("j");
  await page.getByRole("textbox", { name: "Key for place 8 of the scale" }).press(";");
  await page.getByRole("button", { name: "Close" }).click();
  await page.reload();
  await expect(page.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await expect(page.getByRole("button", { name: "Unsure" })).toHaveAttribute("aria-keyshortcuts", "J");
  await pressAll(page, ["u", "8"]);
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
  await press(page, "j");
  await expect(heading(page, "Comparison 2 of 2")).toBeVisible();
  await press(page, ";");
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect(page.getByText("2 saved, 0 to send")).toBeVisible();
  expect((await labelsOf(user.id, round.roundId)).map(({ answer, clickedLevel }) => [answer, clickedLevel])).toEqual([
    ["UNSURE", null],
    ["PREFERENCE", 4],
  ]);
});

test("the keyboard’s focus brings the keys along, and everything that opens is clear to axe, also dark and on a phone", async ({
  startRound,
}) => {
  const round = await startRound({
    comparisons: 2,
    criteria: TWO,
    labelling: { ratings: "likert7", confidence: true, edits: true },
  });
  const { page } = first(round.people);
  await openRound(page, round.annotatePath);
  await page.getByRole("button", { name: /2 of 2/ }).focus();
  await expect(current(page)).toHaveAccessibleName(/MORE HARMFUL/);
  // A scale that shuts after its answer hands the focus to the one that opens.
  await page.getByRole("button", { name: /1 of 2/ }).focus();
  await page.getByRole("button", { name: "Right is slightly better" }).focus();
  await press(page, "Enter");
  await expect(page.getByRole("button", { name: /2 of 2/ })).toBeFocused();
  await isClear(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await isClear(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await isClear(page);
  for (const key of ["f", "a", "l", "e"]) {
    await press(page, key);
    await expect(page.locator(".pop")).toBeVisible();
    await isClear(page);
    await press(page, "Escape");
    await expect(page.locator(".pop")).toBeHidden();
  }
  await press(page, "?");
  await page.getByRole("button", { name: "Change keys" }).click();
  await isClear(page);
});

test("ratings and the confidence are large targets that a finger answers", async ({ browser, startRound }) => {
  const round = await startRound({ comparisons: 1, labelling: { ratings: "likert7", confidence: true } });
  const { context: signedIn, user } = first(round.people);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const context = await browser.newContext({ baseURL: baseUrl(), ...phone, storageState: await signedIn.storageState() });
  const page = await context.newPage();
  await openRound(page, round.annotatePath);
  for (const name of ["Left: 7 of 7, very good", "Right: 2 of 7", "Left is clearly better"]) {
    const target = page.getByRole("button", { name });
    const box = await target.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(40);
    await target.tap();
  }
  await page.getByRole("button", { name: "Sure, 4 of 5", exact: true }).tap();
  await expect(heading(page, "Round complete")).toBeVisible();
  await expect.poll(async () => (await labelsOf(user.id, round.roundId)).map(({ confidence }) => confidence)).toEqual([4]);
  await context.close();
});

test("a researcher chooses what is asked, and rounds keep what they were opened with", async ({ person, startRound }) => {
  const round = await startRound({ comparisons: 1 });
  const { page, user } = await person();
  await db().member.create({ data: { id: user.id, projectId: round.projectId, userId: user.id, role: "RESEARCHER" } });
  await page.goto(`/projects/${round.slug}/settings`);
  await page.getByRole("combobox", { name: "Reasons" }).selectOption("A reason with each answer");
  await page.getByRole("combobox", { name: /^A rating of each response/ }).selectOption("1 to 7");
  await page.getByRole("checkbox", { name: /^Ask how sure/ }).check();
  const section = page.locator("section").filter({ has: page.getByRole("heading", { name: "Labelling" }) });
  await section.getByRole("button", { name: "Save" }).click();
  await expect(section.getByText("Saved. It holds for rounds that are opened from now on.")).toBeVisible();
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  expect(project.labelling).toMatchObject({ rationale: "required", ratings: "likert7", confidence: true, edits: false });
  const opened = await db().round.findUniqueOrThrow({ where: { id: round.roundId } });
  expect(opened.labelling).not.toMatchObject({ rationale: "required" });
});

/** The step that keys answer. */
function current(page: Page) {
  return page.locator("[aria-current=step]");
}

async function isClear(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
}

/** A person's labels of a round in the order of their queue, and of its questions. */
async function labelsOf(userId: string, roundId: string) {
  const labels = await db().label.findMany({
    where: { roundId, annotator: { userId }, assignmentId: { not: null } },
    orderBy: { criterion: { position: "asc" } },
  });
  const assignments = await db().assignment.findMany({ where: { roundId }, orderBy: { position: "asc" }, select: { id: true } });
  return assignments.flatMap(({ id }) => labels.filter(({ assignmentId }) => assignmentId === id));
}

function first<T>(list: readonly T[]): T {
  const [one] = list;
  if (!one) throw new Error("There is nobody.");
  return one;
}
