import { db } from "@/lib/db/client";
import { paths } from "@/lib/paths";
import { expect, test } from "./fixtures";

// Runs before every other spec (playwright.config.ts), on an instance that nobody can sign in to yet.
test("the link that the server prints makes the first operator, once", async ({ page, browser, baseURL }) => {
  expect(await db().user.count(), "the instance has no user yet").toBe(0);
  const link = process.env.CONCORD_E2E_SETUP ?? "";
  await page.goto(paths.account());
  await expect(page.getByRole("heading", { name: "Set up Concord" })).toBeVisible();
  await expect(page.getByText("The server printed a one-time link")).toBeVisible();

  await page.goto(new URL(link).pathname);
  await page.getByLabel("Name").fill("Ines Halloran");
  await page.getByLabel("Email").fill("not an address");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("heading", { name: "Set up Concord" })).toBeVisible();
  await page.getByLabel("Email").fill("ines@example.org");
  await page.getByRole("button", { name: "Make my account" }).click();
  await expect(page.getByRole("heading", { name: "Projects" })).toBeVisible();
  await page.goto(paths.instance());
  await expect(page.getByRole("row", { name: /ines@example\.org/ })).toContainText("operator");

  const late = await (await browser.newContext({ baseURL })).newPage();
  await late.goto(new URL(link).pathname);
  await expect(late.getByRole("heading", { name: "This link does not work" })).toBeVisible();
});
