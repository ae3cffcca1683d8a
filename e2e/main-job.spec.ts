import fs from "node:fs";
import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { newId } from "@/lib/ids";
import { type FaultServer, startFaultServer } from "@/lib/testing/fault-server";
import { baseUrl, expect, type Person, press, test } from "./fixtures";

const PASSWORD = "correct horse battery";
let server: FaultServer;

test.beforeEach(async () => {
  // A model that always names the response that comes first, and is rather sure of it.
  server = await startFaultServer(() => ({ kind: "answer", text: "1", logprobs: { "1": -0.2, "2": -1.9 } }));
});

test.afterEach(async () => {
  await server.close();
});

test("from a file to an agreement number and a dataset, as a researcher would", async ({ person, browser }) => {
  test.setTimeout(180_000);
  const researcher = await person({ isOperator: true, name: "Ines Halloran" });
  const slug = await makeProject(researcher);
  await importSample(researcher.page, slug);

  const guests: Page[] = [];
  for (const name of ["Mara Lind", "Tomás Ibarra"]) guests.push(await invite(researcher.page, browser, slug, name));
  await openRound(researcher.page, slug);
  for (const [index, guest] of guests.entries()) await labelAll(guest, index);

  await runJudge(researcher.page, slug);
  await readAgreement(researcher.page, slug);
  await exportDatasets(researcher.page, slug);
});

async function makeProject({ page }: Person): Promise<string> {
  await page.goto("/projects/new");
  await page.getByLabel("Name of the project").fill(`Main job ${newId().slice(-8)}`);
  await page.getByRole("button", { name: "Make the project" }).click();
  await page.waitForURL(/\/projects\/main-job-/);
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

async function importSample(page: Page, slug: string): Promise<void> {
  await page.goto(`/projects/${slug}/dataset/import`);
  await page
    .getByRole("region", { name: "File to import" })
    .getByLabel("File to import")
    .setInputFiles(path.resolve("public/samples/hh-rlhf.jsonl"));
  await expect(page.getByText("Recognised as")).toBeVisible();
  await expect(page.getByRole("article", { name: "Row 1" })).toBeVisible();
  await page.getByRole("checkbox", { name: /own labels/ }).uncheck();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "12 new comparisons from hh-rlhf.jsonl" })).toBeVisible();
}

async function invite(page: Page, browser: Browser, slug: string, name: string): Promise<Page> {
  await page.goto(`/projects/${slug}/members`);
  await page.getByLabel("For whom").fill(name);
  await page.getByRole("button", { name: "Make an invitation" }).click();
  const link = await page.getByLabel(`Invitation for ${name}`).inputValue();
  const guest = await (await browser.newContext({ baseURL: baseUrl() })).newPage();
  await guest.goto(new URL(link).pathname);
  await guest.getByLabel("Name").fill(name);
  await guest.getByLabel("Email").fill(`${newId()}@example.org`);
  await guest.getByLabel("Password").fill(PASSWORD);
  await guest.getByRole("button", { name: "Make my account and join" }).click();
  await expect(guest.getByRole("button", { name })).toBeVisible();
  return guest;
}

async function openRound(page: Page, slug: string): Promise<void> {
  await page.goto(`/projects/${slug}/rounds/new`);
  for (const name of ["Mara Lind", "Tomás Ibarra"]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("checkbox", { name: "Ines Halloran" }).uncheck();
  await page.getByLabel("Name of the round").fill("Round 1");
  await page.getByRole("button", { name: "Open the round" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /Round 1/ })).toBeVisible();
}

async function labelAll(guest: Page, person: number): Promise<void> {
  await guest.goto("/");
  await guest
    .getByRole("link", { name: /Round 1|Label|Continue|Start/ })
    .first()
    .click();
  await expect(guest.getByRole("main")).toHaveAttribute("aria-busy", "false");
  await guest.getByRole("button", { name: "I have read them" }).click();
  for (let place = 1; place <= 12; place++) {
    await expect(guest.getByRole("heading", { level: 1, name: `Comparison ${place} of 12` })).toBeVisible();
    await press(guest, String(((place * (person + 2)) % 8) + 1));
  }
  await expect(guest.getByRole("heading", { level: 1, name: "Round complete" })).toBeVisible();
  await expect(guest.getByText("12 saved, 0 to send")).toBeVisible();
}

async function runJudge(page: Page, slug: string): Promise<void> {
  await page.goto(`/projects/${slug}/judges/new`);
  await page.getByLabel("Name", { exact: true }).fill("First");
  await page.getByLabel("Name of the endpoint").fill("local");
  await page.getByLabel("Address").fill(server.baseUrl);
  await page.getByLabel("Model", { exact: true }).fill("scripted");
  await page.getByRole("button", { name: "Make the judge" }).click();
  await page.getByLabel("Most calls").fill("1000");
  await page.getByRole("button", { name: "Start the run" }).click();
  await expect(page.getByText("The run is done.")).toBeAttached({ timeout: 60_000 });
}

async function readAgreement(page: Page, slug: string): Promise<void> {
  await page.goto(`/projects/${slug}/agreement`);
  const report = await (await page.request.get(`/api/v1/projects/${slug}/agreement`)).json();
  expect(report.groups[0]).toMatchObject({ between: ["HUMAN", "HUMAN"], comparisons: 12 });
  // The judge names the first response in both orders, so every comparison contradicts itself.
  expect(report.judges.find(({ kind }: { kind: string }) => kind === "AI").position.consistent.estimate).toBe(0);
  const row = page.getByRole("row", { name: /People with people/ }).first();
  // Under thirty comparisons the page prints counts.
  await expect(row).toContainText(`${Math.round(12 * report.groups[0].agreementPooled.estimate)} of 12 pairs agree`);
}

async function exportDatasets(page: Page, slug: string): Promise<void> {
  for (const [format, rows] of [
    ["trl", 24],
    ["concord-jsonl", 12],
  ] as const) {
    await page.goto(`/projects/${slug}/export?format=${format}`);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Make the file and download it" }).click();
    const lines = fs
      .readFileSync(await (await download).path(), "utf8")
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(rows);
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    await expect(
      page
        .getByRole("table", { name: /Files made before/ })
        .getByRole("row")
        .nth(1),
    ).toContainText("done");
  }
}
