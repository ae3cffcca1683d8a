import fs from "node:fs";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { paths } from "@/lib/paths";
import { createMember, createUser } from "@/lib/testing/factories";
import { openRound } from "./annotate-page";
import { expect, type Person, press, test } from "./fixtures";

test("consent comes before the first comparison, a changed text asks again, and there is a way out", async ({
  startRound,
  person,
}) => {
  const round = await startRound({ comparisons: 2, people: 2, overlap: 1 });
  const [mara] = round.people as [Person];
  const { page } = mara;
  const say = (consent: string) =>
    db().project.update({
      where: { id: round.projectId },
      data: { labelling: { contentWarning: "Some texts describe **violence**.", consent } },
    });
  await say("I take part of my own will.");
  await page.goto(round.annotatePath);
  await expect(page.getByRole("heading", { name: "Before the first comparison" })).toBeVisible();
  await expect(page.getByText("Some texts describe violence.")).toBeVisible();
  await expect(page.getByText("What is 0 plus 0?")).toHaveCount(0);
  await page.getByRole("button", { name: "I agree" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Comparison 1 of 1" })).toBeVisible();

  const researcher = await person();
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  await createMember(project, researcher.user, "RESEARCHER");
  await researcher.page.goto(paths.members(round.slug));
  await expect(
    researcher.page.getByRole("table", { name: "Who agreed to the text in force" }).getByRole("row", { name: mara.user.name }),
  ).toContainText("agreed");

  await say("I take part, and my texts may be published.");
  await page.reload();
  await expect(page.getByRole("heading", { name: "What you agreed to has changed" })).toBeVisible();
  await page.getByRole("button", { name: "Leave this round" }).click();
  await page.getByRole("button", { name: "Leave the round" }).click();
  await expect(page).toHaveURL(/\/projects$/);
  expect(
    await db().assignment.count({ where: { roundId: round.roundId, state: "OPEN", annotator: { userId: mara.user.id } } }),
  ).toBe(0);
});

test("hours are the researchers' to download, and one's own to see", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 2 });
  const [mara] = round.people as [Person];
  await openRound(mara.page, round.annotatePath);
  await press(mara.page, "7");
  await expect(mara.page.getByText("1 saved, 0 to send")).toBeVisible();
  const researcher = await person();
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  await createMember(project, researcher.user, "RESEARCHER");
  await researcher.page.goto(paths.hours(round.slug));
  await expect(
    researcher.page.getByRole("table", { name: "Time by person, day and round" }).getByRole("row", { name: mara.user.name }),
  ).toBeVisible();
  const [download] = await Promise.all([
    researcher.page.waitForEvent("download"),
    researcher.page.getByRole("link", { name: "Download CSV" }).click(),
  ]);
  expect(fs.readFileSync(await download.path(), "utf8")).toContain(`${mara.user.name},`);
  await mara.page.goto(paths.ownHours());
  await expect(
    mara.page.getByRole("table", { name: "Your time by day and round" }).getByRole("row", { name: project.name }),
  ).toBeVisible();
});

test("a researcher answers questions and deals with flags", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 1 });
  const researcher = await person();
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  await createMember(project, researcher.user, "RESEARCHER");
  const annotator = await db().annotator.findFirstOrThrow({ where: { projectId: project.id } });
  const comparison = await db().comparison.findFirstOrThrow({ where: { projectId: project.id } });
  const about = { projectId: project.id, comparisonId: comparison.id, annotatorId: annotator.id };
  await db().question.create({ data: { id: newId(), roundId: round.roundId, text: "Is 0 a number?", ...about } });
  await db().comparisonFlag.create({ data: { id: newId(), kind: "private", note: "A name stands here.", ...about } });
  const { page } = researcher;
  await page.goto(paths.questions(round.slug));
  await page.getByRole("textbox", { name: "Answer" }).fill("It is.");
  await page.getByRole("button", { name: "Answer" }).click();
  await expect(page.getByText("not read yet: It is.")).toBeVisible();
  expect((await db().question.findFirstOrThrow({ where: { projectId: project.id } })).answer).toBe("It is.");
  const flag = page.getByRole("table", { name: "Open flags" }).getByRole("row", { name: /private/ });
  await flag.getByText("Withdraw this comparison").click();
  await flag.getByLabel("Reason").fill("It names somebody.");
  await flag.getByRole("button", { name: "Withdraw" }).click();
  await expect(flag.getByText("withdrawn")).toBeVisible();
  await flag.getByRole("button", { name: "Dealt with" }).click();
  await expect(page.getByRole("table", { name: "Flags dealt with" })).toBeVisible();
});

test("an operator erases a person, and no page names them but the audit trail", async ({ startRound, person }) => {
  const round = await startRound({ comparisons: 2, people: 2 });
  const [mara] = round.people as [Person];
  const name = `Gone ${newId().slice(-6)}`;
  await db().user.update({ where: { id: mara.user.id }, data: { name } });
  await db().annotator.updateMany({ where: { userId: mara.user.id }, data: { name } });
  const operator = await person({ isOperator: true });
  const project = await db().project.findUniqueOrThrow({ where: { id: round.projectId } });
  await createMember(project, operator.user, "OWNER");
  await createMember(project, await createUser(), "ANNOTATOR");
  const { page } = operator;
  await page.goto(paths.instance());
  await page
    .getByRole("row", { name: new RegExp(name) })
    .getByRole("button", { name: "Erase" })
    .click();
  await expect(page.getByRole("alertdialog")).toContainText("Their labels, questions and final answers stay");
  await expect(page.getByRole("alertdialog")).toContainText("Earlier lines of the audit trail keep their name");
  await page.getByRole("button", { name: `Erase ${name} for ever` }).click();
  // While the dialog is open, nothing behind it has a role.
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page.getByRole("row", { name: /Former annotator/ }).first()).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(name) })).toHaveCount(0);
  for (const path of [
    paths.instance(),
    paths.project(round.slug),
    paths.members(round.slug),
    paths.round(round.slug, round.roundId),
    paths.annotators(round.slug),
    paths.hours(round.slug),
    paths.agreement(round.slug),
  ]) {
    const answer = await page.request.get(path);
    expect.soft(answer.status(), path).toBe(200);
    const text = await answer.text();
    expect.soft(text.includes(name) || text.includes(mara.user.email), path).toBe(false);
  }
  const out = await mara.page.request.get(paths.account(), { maxRedirects: 0 });
  expect(out.headers().location).toContain("/sign-in");
});
