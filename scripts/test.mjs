#!/usr/bin/env node
// `npm test`: everything that must hold, in order of cost, stopping at the first failure. Installs what is missing. Ends with "N passed, N failed".
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureGenerated, ensureInstalled, root } from "./ensure-installed.mjs";

let passed = 0;

ensureInstalled();
ensureGenerated();
process.chdir(root);
const bin = (name) => path.join(root, "node_modules/.bin", name);
const reports = fs.mkdtempSync(path.join(os.tmpdir(), "concord-reports-"));

step("format", bin("biome"), ["format", "."]);
step("lint", bin("biome"), ["lint", "--error-on-warnings", "."]);
step("types", bin("tsc"), ["--noEmit"]);
step("budgets", process.execPath, ["scripts/budgets.mjs"]);
step("dead code", bin("knip"), []);
step("migrations match the schema", bin("tsx"), ["--conditions=react-server", "scripts/migration.ts", "--check"]);

const unit = path.join(reports, "unit.json");
suite("unit", bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${unit}`], {}, () => {
  const { numPassedTests, numFailedTests } = JSON.parse(fs.readFileSync(unit, "utf8"));
  return [numPassedTests, numFailedTests];
});

step("build", process.execPath, ["scripts/build.mjs"]);

step("no label is lost by kills", process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/oracle/labels.ts"]);

const { ensureChromium } = await import("./chromium.mjs");
const browser = path.join(reports, "browser.json");
suite(
  "browser",
  bin("playwright"),
  ["test"],
  { CONCORD_CHROMIUM: await ensureChromium(), CONCORD_TEST_REPORT: browser, NODE_OPTIONS: "--conditions=react-server" },
  () => {
    const { expected, unexpected, flaky } = JSON.parse(fs.readFileSync(browser, "utf8")).stats;
    return [expected, unexpected + flaky];
  },
);
finish(0);

/** Runs one check; a failure ends the run. */
function step(name, command, args, environment = {}) {
  const begun = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`— ${name}: ${done.status === 0 ? "passed" : "FAILED"} in ${seconds} s\n`);
  if (done.status !== 0) finish(1);
  passed++;
}

/** Runs a test suite whose report says how many passed and failed. */
function suite(name, command, args, environment, count) {
  const begun = Date.now();
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...environment } });
  let [good, bad] = [0, 1];
  try {
    [good, bad] = count();
  } catch {
    // No report was written: the suite itself failed.
  }
  passed += good;
  process.stdout.write(`— ${name}: ${good} passed, ${bad} failed in ${((Date.now() - begun) / 1000).toFixed(1)} s\n`);
  if (done.status !== 0 || bad > 0) finish(Math.max(1, bad));
}

function finish(failed) {
  fs.rmSync(reports, { recursive: true, force: true });
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exit(failed === 0 ? 0 : 1);
}
