import AxeBuilder from "@axe-core/playwright";
import { db } from "@/lib/db/client";
import { saveJudge } from "@/lib/judges/save-judge";
import { paths } from "@/lib/paths";
import { createProject } from "@/lib/projects/create-project";
import { createComparison } from "@/lib/testing/factories";
import { startFaultServer } from "@/lib/testing/fault-server";
import { isAB, markOf } from "@/lib/testing/judge-fixtures";
import { expect, test } from "./fixtures";

test("every page about judges, costs, principles and revisions is accessible, and as wide as a phone", async ({ person }) => {
  test.slow();
  const server = await startFaultServer(({ prompt }) => ({ kind: "answer", text: isAB(prompt) ? "1" : "2" }));
  const { page, actor } = await person();
  const system = { kind: "SYSTEM", name: "test" } as const;
  const { id, slug } = await createProject(
    system,
    { name: `Pages ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (let index = 0; index < 4; index++) {
    await createComparison(project, { a: `reply A of ${markOf(index)}`, b: `reply B of ${markOf(index)}` });
  }
  const endpoint = { name: "Scripted", baseUrl: server.baseUrl };
  const { judgeId } = await saveJudge(system, id, { name: "Heron", endpoint, model: "heron-70b" });
  await saveJudge(system, id, { name: "Heron", endpoint: "Scripted", model: "heron-70b", temperature: 0.7 });
  await page.goto(paths.judge(slug, judgeId, 1));
  await page.getByLabel("Most calls").fill("20");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByRole("heading", { name: /Done on 4 comparisons/ })).toBeVisible();
  const run = page.url();
  await page.goto(paths.constitutions(slug));
  await page.getByRole("button", { name: /^Add/ }).first().click();
  await expect.poll(() => db().constitution.count({ where: { projectId: id } })).toBe(1);
  const constitution = await db().constitution.findFirstOrThrow({ where: { projectId: id } });

  await page.setViewportSize({ width: 390, height: 800 });
  for (const address of [
    run,
    paths.judges(slug),
    paths.newJudge(slug),
    paths.judge(slug, judgeId, 1),
    paths.compareVersions(slug, judgeId),
    paths.judgeAggregation(slug, judgeId),
    paths.costs(slug),
    paths.prices(slug),
    paths.constitution(slug, constitution.id),
    paths.editConstitution(slug, constitution.id),
    paths.principles(slug, constitution.id),
    paths.revisions(slug),
    paths.newRevisions(slug),
  ]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations, address).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), address).toBe(0);
  }
  await server.close();
});
