import fs from "node:fs";
import type { Page } from "@playwright/test";
import { db } from "@/lib/db/client";
import { createProject } from "@/lib/projects/create-project";
import { ProjectInput } from "@/lib/projects/schema";
import { expect, type Person, test } from "./fixtures";

async function makeProject({ actor }: Person): Promise<string> {
  const input = ProjectInput.parse({ name: "Dataset journey", description: "", scale: { preset: "ARENA" } });
  return (await createProject(actor, input)).slug;
}

async function choose(page: Page, name: string, content: string): Promise<void> {
  const input = page.getByRole("region", { name: "File to import" }).getByLabel("File to import");
  await input.setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(content) });
}

test("a researcher learns what is wrong with a file before anything is stored", async ({ person, expectedErrors }) => {
  expectedErrors.push("422 (Unprocessable Entity)");
  const researcher = await person({ isOperator: true });
  const { page } = researcher;
  const slug = await makeProject(researcher);
  await page.goto(`/projects/${slug}/dataset/import`);

  await choose(page, "page.jsonl", "<!doctype html><title>Download</title>");
  await expect(page.getByText("The file is HTML or XML")).toBeVisible();

  const rows = [
    { prompt: "Why is the sky blue?", responseA: "Scattering.", responseB: "The sea." },
    { prompt: "Why is the sky blue?", responseA: "Scattering.", responseB: "The sea." },
    { prompt: "Is it?", responseA: "Yes.", responseB: "No.", labels: [{ annotator: "ann", kind: "HUMAN", score: 3 }] },
  ];
  await choose(page, "rows.jsonl", `${rows.map((row) => JSON.stringify(row)).join("\n")}\n{"prompt":"cut`);
  await expect(page.getByRole("heading", { name: "1 new comparison" })).toBeVisible();
  const counts = page.getByRole("table", { name: "What the file holds" });
  await expect(counts.getByRole("row", { name: "Twice in the file" })).toContainText("1");
  await expect(counts.getByRole("row", { name: "With a problem, left out" })).toContainText("2");
  const refused = page.getByRole("table", { name: /Refused rows/ });
  await expect(refused.getByRole("row", { name: /^3 labels\.0/ })).toContainText("not on the project's scale");
  await expect(refused.getByRole("row", { name: /^4 whole row/ })).toContainText("the row may have been cut");
  expect(await db().comparison.count({ where: { project: { slug } } })).toBe(0);

  await page.getByRole("checkbox", { name: /Store nothing/ }).check();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Nothing of rows.jsonl was stored" })).toBeVisible();
  expect(await db().dataset.count({ where: { project: { slug } } })).toBe(0);
});

test("a sample is one click away, comes in once, and leaves as a file with its manifest", async ({ person }) => {
  const researcher = await person({ isOperator: true });
  const { page } = researcher;
  const slug = await makeProject(researcher);
  await page.goto(`/projects/${slug}/dataset/import`);

  await page.getByRole("button", { name: /^PandaLM/ }).click();
  await expect(page.getByRole("heading", { name: "8 new comparisons" })).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "8 new comparisons from pandalm.json" })).toBeVisible();

  await page.getByRole("button", { name: "Another file" }).click();
  await page.getByRole("button", { name: /^PandaLM/ }).click();
  await expect(page.getByRole("heading", { name: "Nothing new in this file" })).toBeVisible();

  await page.goto(`/projects/${slug}/export?format=trl&source=consensus`);
  await expect(page.getByRole("heading", { name: /^\d rows$/ })).toBeVisible();
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: "Make the file and download it" }).click();
  const lines = fs
    .readFileSync(await (await file).path(), "utf8")
    .trimEnd()
    .split("\n");
  const manifest = page.waitForEvent("download");
  await page.getByRole("link", { name: "manifest" }).click();
  const { counted, dropped } = JSON.parse(fs.readFileSync(await (await manifest).path(), "utf8"));
  expect(counted).toMatchObject({ comparisons: 8, rows: lines.length });
  const left = dropped.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
  expect(lines.length + left).toBe(8);
});
