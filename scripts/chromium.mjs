// Finds a Chromium for the browser tests, or gets one: on PATH, Playwright's own, Debian's package installed (root) or unpacked into a cache folder.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fail, root } from "./ensure-installed.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The path of a Chromium that can be run; ends the process with a sentence when none can be had. */
export async function ensureChromium() {
  if (process.env.CONCORD_CHROMIUM) return process.env.CONCORD_CHROMIUM;
  const found = onPath() ?? (await playwrightsOwn());
  if (found) return found;
  if (!which("apt-get")) return downloadPlaywrights();
  return process.getuid?.() === 0 ? installByApt() : unpackByApt();
}

function onPath() {
  for (const name of NAMES) {
    const at = which(name);
    if (at) return at;
  }
  return null;
}

function which(name) {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const at = path.join(folder, name);
    if (fs.existsSync(at)) return at;
  }
  return null;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const at = chromium.executablePath();
  return at && fs.existsSync(at) ? at : null;
}

async function downloadPlaywrights() {
  const cli = path.join(root, "node_modules/@playwright/test/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium"], { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  const at = await playwrightsOwn();
  return (
    at ?? fail("The browser tests need Chromium: install it by your system's packages, or set CONCORD_CHROMIUM to its path.")
  );
}

function installByApt() {
  process.stderr.write("Installing Debian's Chromium (once) …\n");
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env: environment });
  const done = spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: environment,
  });
  const at = onPath();
  if (done.status === 0 && at) return at;
  return fail(
    "apt-get could not install chromium; its lines above say why. Install a Chromium, or set CONCORD_CHROMIUM to its path.",
  );
}

function unpackByApt() {
  const cache = path.join(
    process.env.XDG_CACHE_HOME ||
      path.join(process.env.HOME && fs.existsSync(process.env.HOME) ? process.env.HOME : root, ".cache"),
    "concord-chromium",
  );
  const launcher = path.join(cache, "chromium");
  if (fs.existsSync(launcher)) return launcher;
  process.stderr.write(`Unpacking Debian's Chromium into ${cache} (once) …\n`);
  for (const folder of ["state/lists/partial", "archives/partial", "unpacked"])
    fs.mkdirSync(path.join(cache, folder), { recursive: true });
  const options = [
    `Dir::State=${cache}/state`,
    "Dir::State::status=/var/lib/dpkg/status",
    `Dir::Cache=${cache}`,
    `Dir::Cache::archives=${cache}/archives`,
    "Debug::NoLocking=1",
    "APT::Sandbox::User=",
  ].flatMap((option) => ["-o", option]);
  spawnSync("apt-get", [...options, "update", "-qq"], { stdio: "ignore" });
  const names = missingPackages(options, ["chromium", "fonts-dejavu-core"]);
  const download = spawnSync("apt-get", [...options, "download", "-qq", ...names], {
    cwd: path.join(cache, "archives"),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (names.length === 0 || download.status !== 0)
    return fail(
      "The browser tests need Chromium, and neither PATH nor Debian's packages give one here. Install it, or set CONCORD_CHROMIUM to its path.",
    );
  for (const file of fs.readdirSync(path.join(cache, "archives")).filter((name) => name.endsWith(".deb"))) {
    spawnSync("dpkg-deb", ["-x", path.join(cache, "archives", file), path.join(cache, "unpacked")], { stdio: "ignore" });
    fs.rmSync(path.join(cache, "archives", file));
  }
  const libraries = ["usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib/aarch64-linux-gnu", "usr/lib"]
    .map((folder) => path.join(cache, "unpacked", folder))
    .join(":");
  const program = path.join(cache, "unpacked/usr/lib/chromium/chromium");
  fs.writeFileSync(launcher, `#!/bin/sh\nLD_LIBRARY_PATH="${libraries}" exec "${program}" --no-sandbox "$@"\n`, { mode: 0o755 });
  return launcher;
}

/** The packages that `wanted` need and this system lacks. */
function missingPackages(options, wanted) {
  const flags = [
    "--recurse",
    "--no-recommends",
    "--no-suggests",
    "--no-conflicts",
    "--no-breaks",
    "--no-replaces",
    "--no-enhances",
  ];
  const tree = spawnSync("apt-cache", [...options, "depends", ...flags, ...wanted], { encoding: "utf8", maxBuffer: 1 << 26 });
  const needed = new Set(
    (tree.stdout ?? "")
      .split("\n")
      .filter((line) => /^[a-z0-9]/.test(line))
      .map((line) => line.split(":")[0]),
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const query = spawnSync("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\\n"], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  for (const line of (query.stdout ?? "").split("\n")) {
    const [name, status] = line.split(" ");
    if (status === "installed") needed.delete(name);
  }
  return [...needed];
}
