import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { controlRevisionRun } from "@/lib/revisions/runs/control-run";
import { startFaultServer } from "@/lib/testing/fault-server";
import { createRevisionFixture, startFixtureRevisions, untilRevisionRun, writeSteps } from "@/lib/testing/revision-fixtures";
import { expect, test } from "./fixtures";

test("a researcher adds an example, puts its principles in another order by keyboard, and reads what changed", async ({
  person,
}) => {
  const { actor, page } = await person();
  const { slug } = await createProject(
    { kind: "SYSTEM", name: "test" },
    { name: `Rules ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  await page.goto(`/projects/${slug}/constitutions`);
  await page.getByRole("button", { name: "Add “Helpful and honest”" }).click();
  await expect(page.getByRole("heading", { name: "Helpful and honest v1" })).toBeVisible();
  await expect(page.getByText("16 principles in their order.")).toBeVisible();

  await page.getByRole("link", { name: "Edit as v2" }).click();
  const second = page.getByRole("button", { name: /^2 answers-first/ });
  await second.focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.getByRole("button", { name: /^1 answers-first/ })).toBeFocused();
  await expect(page.getByText("answers-first is now 1 of 16.")).toBeAttached();
  await page.keyboard.press("Enter");
  await page.getByLabel("Preference").fill("Choose the response that answers at once.");
  await page.getByLabel("Weight").fill("none");
  await page.getByRole("button", { name: "Save as v2" }).click();
  await expect(page.getByText("Give a number above 0.").first()).toBeVisible();
  await page.getByLabel("Weight").fill("2");
  await page.getByRole("button", { name: "Save as v2" }).click();

  await expect(page.getByRole("heading", { name: "Helpful and honest v2" })).toBeVisible();
  const changes = page.getByRole("region", { name: "Changes from v1" });
  await expect(changes.getByText(/reworded, moved from place 2 to 1|reworded/)).toBeVisible();
  await expect(changes.getByRole("insertion").first()).toBeVisible();
  await page.getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("This constitution is archived.")).toBeVisible();
});

test("a researcher reviews a chain by keyboard and makes comparisons of a run", async ({ person }) => {
  const server = await startFaultServer(writeSteps());
  try {
    const { actor, page } = await person();
    const { project } = await createRevisionFixture(server, { comparisons: 2, ownerId: actor.userId });
    // The server under test works on the chains.
    const runId = await startFixtureRevisions({ project, constitutionVersionId: "" }, { name: "First" });
    await untilRevisionRun(runId, ["DONE"]);
    await expect(controlRevisionRun(actor, runId, "resume")).rejects.toMatchObject({ code: "conflict" });

    await page.goto(`/projects/${project.slug}/revisions/${runId}`);
    await expect(page.getByRole("heading", { name: "Done on 2 chains of 2 revisions" })).toBeVisible();
    await page.getByRole("table", { name: "Chains of this run" }).getByRole("link", { name: "1" }).click();

    const revision = page.getByRole("article", { name: "Revision 1" });
    await revision.focus();
    await page.keyboard.press("a");
    await expect(revision.getByText(/^accepted by/)).toBeVisible();
    await page.keyboard.press("ArrowDown");
    const critique = page.getByRole("article", { name: "Critique 2" });
    await expect(critique).toBeFocused();
    await page.keyboard.press("x");
    await expect(critique.getByText(/^rejected by/)).toBeVisible();
    await page.keyboard.press("w");
    await expect(critique.getByText("not reviewed")).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("e");
    // Keys are text while one types.
    await page.getByLabel("What stands instead").fill("A text by hand: axe.");
    await page.keyboard.press("Control+Enter");
    await expect(revision.getByText(/^edited by/)).toBeVisible();
    await expect(revision.getByText("A text by hand: axe.")).toBeVisible();

    await page.getByRole("link", { name: "Run of revisions" }).click();
    await page.getByRole("button", { name: "Compare each revision with the one before" }).click();
    await expect(page.getByText("4 comparisons made, 0 there already.")).toBeVisible();
    expect(await db().comparison.count({ where: { projectId: project.id, metadata: { path: ["run"], equals: "First" } } })).toBe(
      4,
    );
  } finally {
    await server.close();
  }
});
