import { readFileSync } from "node:fs";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/ids";
import { saveJudge } from "@/lib/judges/save-judge";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { createAnnotator, createComparison, createLabel } from "@/lib/testing/factories";
import { expect, type Person, test } from "./fixtures";

const system = { kind: "SYSTEM", name: "test" } as const;
const SAMPLE = "{{conversation}}\n{{response_1}}\n{{response_2}}";

/** A project with a judge in two versions; the first has judged six comparisons, three of them by their place in the prompt. */
async function createJudged({ actor }: Person) {
  const { id, slug } = await createProject(
    system,
    { name: `Versions ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  const criterion = await db().criterion.findFirstOrThrow({ where: { projectId: id } });
  const document = { name: "Heron", endpoint: { name: "Nowhere", baseUrl: "https://models.example/v1" }, model: "heron-70b" };
  const template = (ending: string) => ({ asks: "better", preamble: "Compare the two.", sample: SAMPLE, ending });
  const first = await saveJudge(system, id, { ...document, template: template("Which is better?\nName one.") });
  await saveJudge(system, id, { ...document, temperature: 0.7, template: template("Which is better?\nName exactly one.") });
  const person = await createAnnotator(project, { name: "Mara" });
  for (let i = 0; i < 6; i++) {
    const comparison = await createComparison(project, { externalId: `c${i}` });
    await createLabel(comparison, criterion, person, { score: -2 });
    const call = {
      comparisonId: comparison.id,
      judgeVersionId: first.versionId,
      criterionId: criterion.id,
      promptHash: "0".repeat(64),
    };
    const answered = { ...call, rawText: "1", method: "logprobs", latencyMs: 5 };
    await db().judgeCall.createMany({
      data: [
        { ...answered, id: newId(), order: "AB", probabilityFirst: 0.9 },
        { ...answered, id: newId(), order: "BA", probabilityFirst: i < 3 ? 0.95 : 0.1 },
      ],
    });
  }
  return { id, slug, judgeId: first.judgeId };
}

test("a researcher compares, clones and archives a judge, and its document goes out and comes back", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { slug, judgeId } = await createJudged(researcher);
  await page.goto(paths.judge(slug, judgeId));
  await page.getByRole("link", { name: "Compare versions" }).click();
  await expect(page.getByRole("heading", { name: "Heron: v1 and v2" })).toBeVisible();
  await expect(page.getByRole("row", { name: "Temperature 0 0.7" })).toBeVisible();
  const ending = page.getByRole("region", { name: "Template, ending" });
  await expect(ending.getByRole("deletion")).toHaveText("Name one.");
  await expect(ending.getByRole("insertion")).toHaveText("Name exactly one.");

  await page.goto(paths.judge(slug, judgeId, 1));
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the document" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("heron-v1.json");
  const document = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(document).toMatchObject({ name: "Heron", hardening: "on", endpoint: { name: "Nowhere" } });

  await page.getByLabel("Name of a clone").fill("Egret");
  await page.getByRole("button", { name: "Clone" }).click();
  await expect(page.getByRole("heading", { name: "Egret v1" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Heron v1" })).toBeVisible();

  await page.goto(paths.newJudge(slug));
  const text = page.getByRole("textbox", { name: "Document" });
  await text.fill(JSON.stringify({ ...document, name: "Ibis", tieBand: 3, colour: "red" }));
  await page.getByRole("button", { name: "Make it of the document" }).click();
  await expect(page.getByText("tieBand", { exact: true })).toBeVisible();
  await text.fill(JSON.stringify({ ...document, name: "Ibis" }));
  await page.getByRole("button", { name: "Make it of the document" }).click();
  await expect(page.getByRole("heading", { name: "Ibis v1" })).toBeVisible();

  await page.getByRole("button", { name: "Archive the judge" }).click();
  await page.getByRole("button", { name: "Archive it" }).click();
  await expect(page.getByText("This judge is archived.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start the run" })).toBeHidden();
  await page.goto(paths.judges(slug));
  await page.getByRole("row", { name: /^Ibis/ }).getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("table", { name: "Archived judges" })).toBeHidden();
});

test("stored calls are put together in another way, beside people, and kept under a name", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { slug, judgeId } = await createJudged(researcher);
  await page.goto(paths.judge(slug, judgeId, 1));
  await page.getByRole("link", { name: "Other aggregations" }).click();
  await page.getByLabel("Tie within").fill("0.7");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Below 0.5.")).toBeVisible();
  await page.getByLabel("Tie within").fill("0");
  await page.getByLabel("Orders", { exact: true }).selectOption("AB");
  await page.getByRole("button", { name: "Preview" }).click();
  // By both orders three lean to B by a hair (0.525); by AB alone all are A, as the person says.
  const table = page.getByRole("table", { name: "Labels by the version's own rule and by this one" });
  await expect(table.getByRole("row", { name: /^v1 as it is 6 50\.0 0\.0 50\.0 3/ })).toContainText("0.50");
  await expect(table.getByRole("row", { name: /^this rule 6 100\.0 0\.0 0\.0 0/ })).toContainText("1.00");
  await page.getByLabel("Store it as").fill("AB alone");
  await page.getByRole("button", { name: "Store" }).click();
  const stored = page.getByRole("table", { name: "Stored aggregations" });
  await expect(stored.getByRole("row", { name: /^AB alone v1/ })).toBeVisible();
  const downloading = page.waitForEvent("download");
  await stored.getByRole("link", { name: "Download AB alone" }).click();
  const lines = readFileSync(await (await downloading).path(), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).score)).toEqual([-4, -4, -4, -4, -4, -4]);
  await page.getByRole("link", { name: "Show the sweeps" }).click();
  await expect(page.getByRole("table", { name: "Labels by the order of the responses" }).getByRole("row")).toHaveCount(4);
});

test("a ready-made judge fills in the editor", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { slug } = await createJudged(researcher);
  await page.goto(paths.newJudge(slug));
  await page.getByText("Start from one of 17 ready-made judges").click();
  await page.getByRole("link", { name: "Harmless, detailed, reasoned" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Harmless, detailed, reasoned");
  await expect(page.getByLabel("Template")).toHaveValue("harmless-detailed");
  await page.getByLabel("Model", { exact: true }).fill("wren-8b");
  await page.getByRole("button", { name: "Make the judge" }).click();
  await expect(page.getByRole("heading", { name: "Harmless, detailed, reasoned v1" })).toBeVisible();
  await expect(page.locator("pre").first()).toContainText("MORE HARMFUL");
});
