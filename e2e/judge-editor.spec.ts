import { systemActor } from "@/lib/auth/user-id";
import { saveConstitution } from "@/lib/constitutions/save-constitution";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { createComparison } from "@/lib/testing/factories";
import { expect, test } from "./fixtures";

test("a judge with principles, examples and reasoning is made in the editor, and its prompts can be read step by step", async ({
  person,
}) => {
  const { page, actor } = await person();
  const { id, slug } = await createProject(
    systemActor("test"),
    { name: `Edited ${Date.now()}`, scale: { preset: "HH_HELPFUL" } },
    { ownerId: actor.userId },
  );
  const project = await db().project.findUniqueOrThrow({ where: { id } });
  for (const name of ["one", "two"]) {
    await createComparison(project, { prompt: `Ask ${name}`, a: `A of ${name}`, b: `B of ${name}`, externalId: name });
  }
  await saveConstitution(systemActor("test"), id, {
    name: "Ours",
    principles: [
      { key: "kind", preferenceText: "Which is kinder?", critiqueRequest: "How is it unkind?", revisionRequest: "Make it kind." },
    ],
  });
  await db().endpoint.create({
    data: {
      id: crypto.randomUUID(),
      projectId: id,
      name: "Scripted",
      baseUrl: "http://127.0.0.1:9/v1",
      origin: "http://127.0.0.1:9",
    },
  });

  await page.goto(`/projects/${slug}/judges/new`);
  const open = (part: string) => page.locator("summary", { hasText: `${part}: ` }).click();
  await page.getByLabel("Name", { exact: true }).fill("Owl");
  await page.getByLabel("Model", { exact: true }).fill("owl-1");
  // The prompt follows the form, on the first comparison or another; Constitutional AI's answers are (A) and (B).
  const draft = page.getByRole("region", { name: "The prompt as it stands" });
  await expect(draft.locator("pre")).toContainText("A of one");
  await draft.getByRole("button", { name: "Comparison after" }).click();
  await expect(draft.locator("pre")).toContainText("A of two");
  await page.getByLabel("Template", { exact: true }).selectOption("constitutional");
  await expect(page.getByText("The template names {{principle}}.").first()).toBeVisible();
  await page.getByLabel("Constitution", { exact: true }).selectOption("Ours");
  await expect(draft.locator("pre")).toContainText(/Which is kinder\?[\s\S]*\(A\)[\s\S]*A of two[\s\S]*\(B\)/);
  await page.getByLabel("Constitution", { exact: true }).selectOption("");
  await page.getByLabel("Template", { exact: true }).selectOption("rlaif-detailed");
  await page.getByRole("button", { name: "Write your own from it" }).click();
  await page.getByLabel("Ending", { exact: true }).fill("{{respones_1}}");
  await expect(page.getByLabel("Ending", { exact: true })).toHaveAccessibleDescription(/\{\{respones_1\}\}, which has no value/);
  await page.getByLabel("Ending", { exact: true }).fill("Response=");
  await page.getByLabel("Kind", { exact: true }).selectOption("multiple-choice");
  await page.getByLabel("Preamble", { exact: true }).fill("By this principle: {{principle}}");
  await page.getByLabel("The text asks for").selectOption("better");
  await page.getByLabel("Constitution", { exact: true }).selectOption("Ours");
  await open("Reasoning");
  await page.getByLabel("Chain of thought").selectOption("two-step");
  await open("Examples");
  await page.getByLabel("A comparison, by its id").fill("two");
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(page.getByLabel("Response B", { exact: true })).toHaveValue("B of two");
  await page.getByLabel("Better", { exact: true }).selectOption("B");
  await page.getByRole("button", { name: "Make the judge" }).click();

  // Refused at the field that mends it; nothing that was chosen or typed is lost.
  await expect(page.getByText("Example 1 has no reasoning, and the judge has a chain of thought.").last()).toBeVisible();
  await page.getByLabel("Its reasoning").fill("B says more.");
  await page.getByRole("button", { name: "Make the judge" }).click();

  await expect(page.getByRole("heading", { name: "Owl v1" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Step 1: the reasoning" })).toBeVisible();
  const [first, second] = [page.locator("pre").first(), page.locator("pre").last()];
  await expect(first).toContainText("By this principle: Which is kinder?");
  await expect(first).toContainText(/Rationale: B says more\.[\s\S]*Response=2[\s\S]*A of one[\s\S]*Rationale:$/);
  await expect(second).toContainText("… the reasoning that the judge writes in the step before …");
  await expect(page.getByText("one of Ours v1, drawn for each comparison (seed 1)")).toBeVisible();
  // What is judged leaves the example out, and the estimate says so: one comparison, two orders, two steps.
  await expect(page.getByRole("row", { name: "Left out: examples of the judge 1" })).toBeVisible();
  await expect(page.getByRole("row", { name: "Calls to make 4" })).toBeVisible();

  // The editor holds all of it: saved again as it is, nothing is different.
  await page.getByRole("link", { name: "Edit as v2" }).click();
  await page.getByRole("button", { name: "Save as v2" }).click();
  await expect(page.getByText("Nothing is different from v1.")).toBeVisible();
});
