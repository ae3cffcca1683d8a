import { defineConfig } from "@playwright/test";

// Debian's Chromium asks foreign hosts for updates unless told not to.
const QUIET = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CONCORD_TEST_REPORT ? [["list"], ["json", { outputFile: process.env.CONCORD_TEST_REPORT }]] : [["list"]],
  // The first operator is made while there is no user, and every other spec makes users.
  projects: [
    { name: "first run", testMatch: "first-run.spec.ts" },
    { name: "all", testIgnore: "first-run.spec.ts", dependencies: ["first run"] },
  ],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.CONCORD_CHROMIUM || undefined,
      args: process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET,
    },
    trace: "retain-on-failure",
    viewport: { width: 1440, height: 900 },
  },
});
