// Line 10: `npm start` with everything installed and built → first page; memory, processes, and the script that the annotate page loads.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { median, printFigure, round } from "./figure";
import { type BenchServer, joinServer, readMemory, startServer } from "./server";

const RUNS = 5;
const SCRIPT_LIMIT_KB = 165;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "concord-bench-start-"));
fs.chmodSync(folder, 0o755);
await measureStart("first start, empty data folder", 1);
await measureStart("later start", RUNS);
await measurePage();
fs.rmSync(folder, { recursive: true, force: true });

async function measureStart(name: string, runs: number): Promise<void> {
  const seconds: number[] = [];
  let memory: ReturnType<typeof readMemory> = [];
  for (let run = 0; run < runs; run++) {
    const begun = performance.now();
    const server = await startServer({ dataFolder: folder });
    await (await fetch(server.url)).text();
    seconds.push((performance.now() - begun) / 1000);
    memory = readMemory(server.pid);
    await server.stop();
  }
  const app = memory.filter(({ name: program }) => program !== "postgres");
  const serverMib = Math.max(...app.slice(1).map(({ mib }) => mib));
  printFigure({
    line: 10,
    name: `npm start → first page, ${name}`,
    value: round(median(seconds)),
    unit: "s",
    target: 3,
    rssMiB: serverMib,
    runs,
    note: memory.map((one) => `${one.name} ${one.mib} MiB`).join(", "),
  });
  printFigure({ line: 10, name: `processes, ${name}`, value: app.length, unit: "processes beside PostgreSQL's own", target: 2 });
}

async function measurePage(): Promise<void> {
  const server = await startServer({ dataFolder: folder });
  joinServer(server);
  const browser = await chromium.launch({
    executablePath: process.env.CONCORD_CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const page = await openRound(server, await browser.newPage());
    const sizes = await readScripts(page.page, page.url);
    printFigure({
      line: 10,
      name: "script on the annotate page before the first answer, compressed",
      value: round(sizes.before / 1000, 1),
      unit: "kB",
      target: SCRIPT_LIMIT_KB,
    });
    printFigure({
      line: 10,
      name: "script that loads after it (drawers, dialogs, differences), compressed",
      value: round(sizes.after / 1000, 1),
      unit: "kB",
    });
  } finally {
    await browser.close();
    const { closeDb } = await import("@/lib/db/client");
    await closeDb();
    await server.stop();
  }
}

async function openRound(server: BenchServer, page: Page): Promise<{ page: Page; url: string }> {
  const { createUser } = await import("@/lib/testing/factories");
  const { startOwnRound } = await import("@/lib/testing/start-round");
  const { sessionCookie } = await import("@/lib/testing/session-cookie");
  const user = await createUser();
  const started = await startOwnRound(user, { comparisons: 5 });
  await page.context().addCookies([await sessionCookie(user)]);
  return { page, url: `${server.url}${started.annotatePath}` };
}

/** Bytes of script over the wire: until the page is quiet, and those that every drawer, dialog and the differences bring. */
async function readScripts(page: Page, url: string): Promise<{ before: number; after: number }> {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  client.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: "networkidle" });
  const before = bytes;
  for (const key of ["g", "Escape", "?", "Escape", "d", "r", "Escape", "s", "Escape"]) {
    await page.keyboard.press(key);
    await page.waitForLoadState("networkidle");
  }
  return { before, after: bytes - before };
}
