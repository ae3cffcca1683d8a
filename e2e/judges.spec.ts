import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { createComparison } from "@/lib/testing/factories";
import { type FaultServer, type Script, startFaultServer } from "@/lib/testing/fault-server";
import { indexIn, isAB, markOf } from "@/lib/testing/judge-fixtures";
import { expect, type Person, test } from "./fixtures";

let server: FaultServer;

/** Names A in both orders; about the comparisons of `strange` it says something else. */
function forA(strange: Readonly<Record<number, ReturnType<Script>>> = {}): Script {
  return ({ prompt }) =>
    strange[indexIn(prompt)] ?? {
      kind: "answer",
      text: isAB(prompt) ? "1" : "2",
      logprobs: isAB(prompt) ? { "1": -0.1, "2": -2.4 } : { "1": -2.4, "2": -0.1 },
      delayMs: 20,
    };
}

test.beforeEach(async () => {
  server = await startFaultServer(forA());
});

test.afterEach(async () => {
  await server.close();
});

async function createJudgedProject({ actor }: Person, comparisons: number): Promise<{ id: string; slug: string }> {
  // Whoever has a project may make another; the first one is made by the command line.
  const { id, slug } = await createProject(
    { kind: "SYSTEM", name: "test" },
    { name: `Judged ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (let index = 0; index < comparisons; index++) {
    const mark = markOf(index);
    await createComparison(project, {
      prompt: `Question ${mark}`,
      a: `reply A of ${mark}`,
      b: `reply B of ${mark}`,
      externalId: `c${index}`,
    });
  }
  return { id, slug };
}

test("a researcher makes a judge, reads its prompt, and watches it label", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { id, slug } = await createJudgedProject(researcher, 12);
  server.play(
    forA({ 3: { kind: "status", status: 400, message: "context too long" }, 5: { kind: "answer", text: "Both are good." } }),
  );

  await page.goto(`/projects/${slug}/judges`);
  await expect(page.getByRole("heading", { name: "No judge yet" })).toBeVisible();
  await page.getByRole("link", { name: "New judge" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Heron");
  await page.getByLabel("Name of the endpoint").fill("Scripted");
  await page.getByLabel("Address").fill("http://10.1.2.3:8000/v1");
  await page.getByLabel("Key").fill("sk-canary-e2e-4711");
  await page.getByLabel("Model", { exact: true }).fill("heron-70b");
  await page.getByLabel("Template").selectOption({ label: "Base: asks the criterion's question" });
  await page.getByRole("button", { name: "Make the judge" }).click();
  // A private address: refused with the operator's setting; what was typed is still there.
  await expect(page.getByText("JUDGE_ALLOWED_HOSTS and restart").first()).toBeVisible();
  await page.getByLabel("Address").fill(server.baseUrl);
  await page.getByRole("button", { name: "Make the judge" }).click();

  await expect(page.getByRole("heading", { name: "Heron v1" })).toBeVisible();
  await expect(page.locator("pre")).toContainText(/Response 1:\s+<text-\w+>\s+reply A of \[0\]/);
  await page.getByRole("link", { name: "BA", exact: true }).click();
  await expect(page.locator("pre")).toContainText(/Response 1:\s+<text-\w+>\s+reply B of \[0\]/);
  await expect(page.getByRole("row", { name: "Calls to make 24" })).toBeVisible();
  expect(server.requests).toHaveLength(0);

  await page.getByLabel("Most calls").fill("1000");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByRole("heading", { name: /Done on 12 comparisons/ })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Calls answered" })).toHaveAttribute("aria-valuenow", "22");
  const errors = page.getByRole("table", { name: "Errors of this run" });
  await expect(errors.getByRole("row", { name: /Request refused 2 c3 2 calls given up/ })).toBeVisible();
  await expect(errors.getByRole("row", { name: /No verdict in the answer 2 .* Both are good\./ })).toBeVisible();
  expect(
    await db().label.groupBy({ by: ["answer", "score"], where: { projectId: id }, _count: true, orderBy: { answer: "asc" } }),
  ).toEqual([
    { answer: "PREFERENCE", score: -4, _count: 10 },
    { answer: "INVALID", score: null, _count: 1 },
  ]);

  // The endpoint is mended: only what failed is asked again.
  server.play(forA());
  await page.getByRole("button", { name: "Try the 2 failed calls again" }).click();
  await expect(page.getByRole("progressbar", { name: "Calls answered" })).toHaveAttribute("aria-valuenow", "24");
  expect(server.requests).toHaveLength(26);

  await page.getByRole("link", { name: "Judges 1" }).click();
  const row = page.getByRole("row", { name: /Heron v1 heron-70b/ });
  await expect(row).toContainText("11 of 11");
  await expect(page.getByRole("cell", { name: "… 4711" })).toBeVisible();
  expect(await page.content()).not.toContain("canary");
  expect(server.requests[0]?.authorization).toBe("Bearer sk-canary-e2e-4711");
});

test("a run pauses on a refused key, says why, and goes on when it is resumed", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { slug } = await createJudgedProject(researcher, 6);
  server.play(() => ({ kind: "status", status: 401, message: "Incorrect API key provided" }));
  await page.goto(`/projects/${slug}/judges/new`);
  await page.getByLabel("Name", { exact: true }).fill("Wren");
  await page.getByLabel("Name of the endpoint").fill("Scripted");
  await page.getByLabel("Address").fill(server.baseUrl);
  await page.getByLabel("Model", { exact: true }).fill("wren-8b");
  await page.getByRole("button", { name: "Make the judge" }).click();
  await page.getByLabel("Most calls").fill("1000");
  await page.getByRole("button", { name: "Start the run" }).click();

  await expect(page.getByRole("heading", { name: /Paused on 6 comparisons/ })).toBeVisible();
  await expect(page.getByText("The endpoint refused the key (401)").first()).toBeVisible();
  server.play(forA());
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(page.getByRole("heading", { name: /Done on 6 comparisons/ })).toBeVisible();

  // A version never changes: the editor makes the next one, and says what is different.
  await page.getByRole("link", { name: "Wren v1" }).click();
  await page.getByRole("link", { name: "Edit as v2" }).click();
  await page.locator("summary", { hasText: "Request: " }).click();
  await page.getByLabel("Temperature").fill("0.7");
  await page.getByRole("button", { name: "Save as v2" }).click();
  await expect(page.getByRole("heading", { name: "Wren v2" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Different from v1" })).toBeVisible();
});

test("a run is cancelled, and keeps what it has labelled", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { id, slug } = await createJudgedProject(researcher, 40);
  server.play((request) => (request.index < 8 ? forA()(request) : { kind: "hang" }));
  await page.goto(`/projects/${slug}/judges/new`);
  await page.getByLabel("Name", { exact: true }).fill("Slow");
  await page.getByLabel("Name of the endpoint").fill("Scripted");
  await page.getByLabel("Address").fill(server.baseUrl);
  await page.getByLabel("Model", { exact: true }).fill("slow-1");
  await page.getByRole("button", { name: "Make the judge" }).click();
  await page.getByLabel("Most calls").fill("1000");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByText("4 in flight")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Calls answered" })).toHaveAttribute("aria-valuenow", "8");
  await page.getByRole("button", { name: "Cancel run" }).click();
  await page.getByRole("button", { name: "Leave 68 calls out" }).click();
  await expect(page.getByRole("heading", { name: /Cancelled on 40 comparisons/ })).toBeVisible();
  expect(await db().label.count({ where: { projectId: id } })).toBe(4);
});

test("the baselines label without a model and stay baselines", async ({ person }) => {
  const researcher = await person();
  const { page } = researcher;
  const { id, slug } = await createJudgedProject(researcher, 5);
  await page.goto(`/projects/${slug}/judges`);
  const longer = page.getByRole("row", { name: /Longer response/ });
  await longer.getByRole("button", { name: "Store 5 labels" }).click();
  await expect(longer).toContainText("has labelled everything");
  expect(await db().label.count({ where: { projectId: id, annotator: { kind: "BASELINE" } } })).toBe(5);
  await expect(page.getByRole("heading", { name: "No judge yet" })).toBeVisible();
});
