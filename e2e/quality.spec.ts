import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { saveGuidelines } from "@/lib/guidelines/save-guidelines";
import { paths } from "@/lib/paths";
import { createRound } from "@/lib/rounds/create-round";
import { openRound as openByCall } from "@/lib/rounds/open-round";
import { sessionCookie } from "@/lib/testing/session-cookie";
import { answer, cameBack, heading, openRound, pressAll } from "./annotate-page";
import { expect, type Person, press, test } from "./fixtures";

async function expectClear(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

/** A page in which the owner of a round is signed in. */
async function signInOwner(guest: Person, owner: { userId: string }): Promise<Page> {
  const user = await db().user.findUniqueOrThrow({ where: { id: owner.userId } });
  await guest.context.addCookies([await sessionCookie(user)]);
  return guest.page;
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error("nobody is here");
  return one;
}

/** Tells the page what a browser tells it when somebody comes back to it. */
async function lookAgain(page: Page): Promise<void> {
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
}

test("guidelines are read before the first label, and again when a researcher takes up a new version", async ({
  startRound,
  person,
  expectedErrors,
}) => {
  expectedErrors.push("ERR_INTERNET_DISCONNECTED");
  const round = await startRound({ comparisons: 3, isUnread: true });
  const { page } = first(round.people);
  const owner = await signInOwner(await person(), round.owner);
  await openRound(page, round.annotatePath);
  await expect(heading(page, "Guidelines")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Before the first comparison" })).toBeVisible();
  await press(page, "7");
  await expect(heading(page, "Guidelines")).toBeVisible();
  await expectClear(page);
  await page.getByRole("button", { name: "I have read them" }).click();
  await expect(heading(page, "Comparison 1 of 3")).toBeVisible();
  await press(page, "7");
  await expect(page.getByText("1 saved, 0 to send")).toBeVisible();
  // Decided without a network under the version that was read: it is kept, and counts under that version.
  await first(round.people).context.setOffline(true);
  await press(page, "2");
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();

  await saveGuidelines(round.owner, round.slug, "# New\n\nOnly what was asked counts.");
  await owner.goto(paths.round(round.slug, round.roundId));
  await owner.getByRole("button", { name: "Take it up" }).click();
  await owner.getByRole("alertdialog").getByRole("button", { name: "Take it up" }).click();
  await expect(owner.getByText("is newer than this round’s")).toHaveCount(0);
  await expect(owner.getByText("version 2", { exact: true })).toBeVisible();

  await first(round.people).context.setOffline(false);
  await cameBack(page);
  await lookAgain(page);
  await expect(page.getByRole("heading", { name: "The guidelines changed to version 2" })).toBeVisible();
  await expect(page.getByRole("insertion").filter({ hasText: "Only what was asked counts." })).toBeVisible();
  await press(page, "2");
  await expectClear(page);
  await page.getByRole("button", { name: "I have read what changed" }).click();
  await expect(heading(page, "Comparison 3 of 3")).toBeVisible();
  await answer(page, ["3"], 3);
  await expect(page.getByText("3 saved, 0 to send")).toBeVisible();
  const labels = await db().label.findMany({ where: { roundId: round.roundId }, orderBy: { submittedAt: "asc" } });
  const versions = await db().guidelineVersion.findMany({ where: { projectId: round.projectId }, orderBy: { version: "asc" } });
  const [one, two] = versions.map(({ id }) => id);
  expect(labels.map(({ guidelineVersionId }) => guidelineVersionId)).toEqual([one, one, two]);
});

test("a training says what the gold says after each answer, is taken again, and opens the round that needs it", async ({
  startRound,
  person,
}) => {
  // The gold says of the first that A is much better, of the second that B is.
  const training = await startRound({
    comparisons: 2,
    gold: { 0: -4, 1: 4 },
    quality: { kind: "TRAINING", passMark: 1 },
  });
  const { page, user } = first(training.people);
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: training.projectId } });
  const main = await createRound({ ...training.owner, isOperator: true }, training.slug, {
    name: "The real round",
    criterionIds: [criterion.id],
    userIds: [user.id],
    overlap: 1,
    sampling: { kind: "all" },
    order: "DATASET",
    seed: 1,
    trainingRoundId: training.roundId,
  });
  await openByCall({ ...training.owner, isOperator: true }, main.id);

  await openRound(page, paths.annotate(main.id));
  await expect(heading(page, "Training first")).toBeVisible();
  await expectClear(page);
  await page.getByRole("link", { name: "Go to the training" }).click();
  await answerTraining(page, training.roundId, user.id, (place) => place === 1);
  await expect(page.getByRole("heading", { name: "Round 1 is not passed yet" })).toBeVisible();
  await expect(page.getByText("1 of 2 as the guidelines say; 2 are asked for.")).toBeVisible();
  await expectClear(page);
  await page.getByRole("link", { name: "Go to my rounds" }).click();
  await expect(page.getByRole("row", { name: /^Round 1 training .*not passed yet 2 of 2/ })).toBeVisible();
  await page.getByRole("link", { name: "Take it again" }).click();
  await page.getByRole("button", { name: "Try again" }).click();
  await answerTraining(page, training.roundId, user.id, () => true);
  await expect(page.getByRole("heading", { name: "Round 1 is passed" })).toBeVisible();
  const owner = await signInOwner(await person(), training.owner);
  await owner.goto(paths.round(training.slug, training.roundId));
  await expect(owner.getByRole("row", { name: new RegExp(`${user.name} 2 2 of 2 2 passed`) })).toBeVisible();
  await page.getByRole("link", { name: "Go to The real round" }).click();
  await expect(heading(page, "Comparison 1 of 2")).toBeVisible();
});

/** Answers both comparisons of a training by key, as the gold says or otherwise, and goes on by Enter. */
async function answerTraining(page: Page, roundId: string, userId: string, isRight: (place: number) => boolean): Promise<void> {
  for (const place of [1, 2]) {
    await expect(heading(page, `Comparison ${place} of 2`)).toBeVisible();
    const [next] = await db().assignment.findMany({
      where: { roundId, annotator: { userId }, state: "OPEN" },
      orderBy: { position: "asc" },
    });
    const gold = await db().goldLabel.findFirstOrThrow({ where: { comparisonId: next?.comparisonId ?? "" } });
    const isOnRight = (gold.score ?? 0) > 0 !== (next?.swapped ?? false);
    await press(page, isOnRight === isRight(place) ? "8" : "1");
    const feedback = page.getByRole("region", { name: "After your answer" });
    const side = isOnRight ? "right" : "left";
    await expect(feedback).toContainText(
      isRight(place) ? `The guidelines say the same: ${side} is much better.` : `The guidelines say: ${side} is much better.`,
    );
    await expect(feedback).toContainText("Because of reason");
    // Answered is answered: neither a key nor going back changes it.
    await pressAll(page, ["4", "z"]);
    await expect(heading(page, `Comparison ${place} of 2`)).toBeVisible();
    await expect(page.getByRole("button", { name: "Go back" })).toHaveCount(0);
    if (place === 1) await expectClear(page);
    await press(page, "Enter");
  }
}

test("a researcher sets gold on a comparison's page and hides it in a round, with repeats", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 20 });
  const owner = await signInOwner(await person(), round.owner);
  const comparison = await db().comparison.findFirstOrThrow({ where: { projectId: round.projectId }, orderBy: { id: "asc" } });
  await owner.goto(paths.comparison(round.slug, comparison.id));
  const section = owner.getByRole("region", { name: "Gold answer" });
  await section.getByText("no gold answer").click();
  await section.getByRole("button", { name: "Set the gold answer" }).click();
  await section.getByLabel("Which response is more helpful").selectOption("A is clearly better");
  await section.getByLabel("Why").fill("A does what was asked.");
  await section.getByRole("button", { name: "Set the gold answer" }).click();
  await expect(section.getByText("helpful: A is clearly better")).toBeVisible();
  await expectClear(owner);

  await owner.goto(paths.newRound(round.slug));
  await owner.getByLabel("Name of the round").fill("Hidden");
  await owner.getByText("Training, gold and repeats").click();
  await owner.getByLabel("% of each queue are comparisons with gold answers").fill("5");
  await owner.getByLabel("% of their comparisons come again much later").fill("10");
  const sum = owner.getByRole("complementary", { name: "What it comes to" });
  // 19 ordinary, one gold, and two of the ordinary ones again.
  await expect(sum).toContainText("22 assignments, exactly");
  await expect(sum).toContainText("1 of 1 gold comparison, beyond the overlap and 2 mirrored repeats");
  await expectClear(owner);
  await owner.getByRole("button", { name: "Open the round" }).click();
  await expect(heading(owner, "Round 2, Hidden open")).toBeVisible();
  await expect(owner.getByText("5 % of each queue, hidden among the others")).toBeVisible();
});

test("the annotators' page shows each person's agreement, side and pace, and says what cannot be told", async ({
  startRound,
  person,
}) => {
  const round = await startRound({
    comparisons: 4,
    people: 2,
    gold: { 0: -4 },
    labelling: { showsOwnResults: true },
  });
  const owner = await signInOwner(await person(), round.owner);
  await owner.goto(paths.annotators(round.slug));
  await expect(owner.getByRole("heading", { name: "Nobody has labelled here yet" })).toBeVisible();
  await expectClear(owner);
  for (const [index, { page }] of round.people.entries()) {
    await openRound(page, round.annotatePath);
    await answer(page, index === 0 ? ["1", "2", "7", "u"] : ["8", "2", "3", "s"].slice(0, 3), 4);
  }
  await expect(first(round.people).page.getByText("4 saved, 0 to send")).toBeVisible();
  await press(first(round.people).page, "l");
  await expect(first(round.people).page.getByText(/Your answers so far: [01] of 1 as the researchers answer\./)).toBeVisible();
  await owner.goto(paths.annotators(round.slug));
  const name = first(round.people).user.name;
  const row = owner.getByRole("table", { name: /Annotators with agreement/ }).getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText(/\d of 3/);
  await expect(row).toContainText(/[01] of 1/);
  await row.getByRole("link", { name }).click();
  const card = owner.getByRole("region", { name });
  await expect(card).toContainText("no comparison was answered twice");
  await expect(card).toContainText("Unsure1 of 4");
  await expect(
    card
      .getByRole("table", { name: /each other person/ })
      .getByRole("link", { name: "3" })
      .first(),
  ).toHaveAttribute("href", /of=pair/);
  await expect(owner).toHaveTitle(/Annotators/);
  await expect(card).toContainText("needs 29 more labels in each half");
  await expectClear(owner);
  await owner.emulateMedia({ colorScheme: "dark" });
  await owner.setViewportSize({ width: 390, height: 844 });
  await expectClear(owner);
});
