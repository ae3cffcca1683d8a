import fs from "node:fs";
import { db } from "@/lib/db/client";
import { saveJudge } from "@/lib/judges/save-judge";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { createComparison } from "@/lib/testing/factories";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { isAB, markOf } from "@/lib/testing/judge-fixtures";
import { expect, type Person, test } from "./fixtures";

let server: FaultServer;

test.beforeEach(async () => {
  server = await startFaultServer(({ prompt }) => ({
    kind: "answer",
    text: isAB(prompt) ? "1" : "2",
    tokensIn: 1000,
    tokensOut: 1,
  }));
});

test.afterEach(async () => {
  await server.close();
});

/** A project of six comparisons, three of them code, with a judge on the scripted server. */
async function createJudged({ actor }: Person): Promise<{ slug: string; judge: string }> {
  const system = { kind: "SYSTEM", name: "test" } as const;
  const { id, slug } = await createProject(
    system,
    { name: `Priced ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (let index = 0; index < 6; index++) {
    const mark = markOf(index);
    await createComparison(project, {
      prompt: `Question ${mark}`,
      a: `reply A of ${mark}`,
      b: `reply B of ${mark}`,
      metadata: { category: index % 2 === 0 ? "code" : "prose" },
    });
  }
  const { judgeId } = await saveJudge(system, id, {
    name: "Heron",
    endpoint: { name: "Scripted", baseUrl: server.baseUrl },
    model: "heron-70b",
  });
  return { slug, judge: paths.judge(slug, judgeId) };
}

test("a run without a price is refused; with one it is on a filter, within caps, and its cost is seen", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { slug, judge } = await createJudged(researcher);
  await page.goto(judge);
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByText("nobody could say what this costs")).toBeVisible();

  await page.goto(paths.prices(slug));
  await expect(page.getByText("heron-70b at Scripted")).toBeVisible();
  await page.getByLabel("In, $ per million tokens").fill("10");
  await page.getByLabel("Out, $ per million tokens").fill("0");
  await page.getByRole("button", { name: "Add the price" }).click();
  await expect(page.getByRole("row", { name: /heron-70b every endpoint 10\.00 0\.00/ })).toBeVisible();

  await page.goto(judge);
  await page.getByText("Filter", { exact: true }).click();
  await page.getByLabel("Category").selectOption("category=code");
  await expect(page.getByRole("row", { name: "Calls to make 6" })).toBeVisible();
  await page.getByLabel("Cap, $").fill("0");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByText("A cap of 0 would let no call be made").first()).toBeVisible();
  await page.getByLabel("Cap, $").fill("5");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByRole("heading", { name: /Done on 3 comparisons of the whole project, category: code/ })).toBeVisible();
  // Six calls of 1,000 tokens at $10 a million.
  await expect(page.getByText("$0.06")).toBeVisible();

  await page.getByRole("link", { name: "Costs", exact: true }).click();
  await expect(page.getByRole("row", { name: /Heron v1 heron-70b 3 0 0\.06 0\.02/ })).toBeVisible();
});

test("a run leaves as a file and comes back as one", async ({ person }, info) => {
  const researcher = await person();
  const { page } = researcher;
  const { judge } = await createJudged(researcher);
  await page.goto(judge);
  await page.getByLabel("Most calls").fill("100");
  await page.getByLabel("As a file for the provider’s batches").check();
  await page.getByRole("button", { name: "Start the run" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download 12 requests" }).click(),
  ]);
  const file = info.outputPath("requests.jsonl");
  await download.saveAs(file);
  const answers = fs
    .readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const { custom_id } = JSON.parse(line);
      const body = { choices: [{ message: { content: "1" } }], usage: { prompt_tokens: 10, completion_tokens: 1 } };
      return JSON.stringify({ custom_id, response: { status_code: 200, body } });
    });
  const upload = (name: string, lines: readonly string[]) =>
    page
      .getByLabel("Answers of the provider")
      .setInputFiles({ name, mimeType: "application/x-ndjson", buffer: Buffer.from(`${lines.join("\n")}\n`) });
  await upload("part.jsonl", [...answers.slice(0, 5), "no answer"]);
  await expect(page.getByText("5 stored, 0 known already, 0 failed at the provider, 1 refused.")).toBeVisible();
  await expect(page.getByText("Line 6: This line is no JSON")).toBeVisible();
  await upload("all.jsonl", answers);
  await expect(page.getByText("7 stored, 5 known already")).toBeVisible();
  await expect(page.getByRole("heading", { name: /Done on 6 comparisons/ })).toBeVisible();
  expect(server.requests).toHaveLength(0);
});
