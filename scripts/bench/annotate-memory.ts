// Line 2: what the annotator's page holds after 1,000 comparisons of long Markdown answers, beside what it held after 50.
import { type CDPSession, chromium, type Page } from "@playwright/test";
import { printFigure, round } from "./figure";
import { longAnswer } from "./long-answers";
import { joinServer, startServer } from "./server";

const BEFORE = 50;
const AFTER = 1000;
/** Different texts: the server renders each once, the page gets all of them anew each time. */
const TEXTS = 40;
const BYTES_PER_MB = 1_000_000;

const server = await startServer();
joinServer(server);
const browser = await chromium.launch({
  executablePath: process.env.CONCORD_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const { path, cookie } = await makeRound();
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 } });
  await context.addCookies([cookie]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(path);
  await label(page, 1, BEFORE);
  const before = await held(page, session);
  await label(page, BEFORE + 1, AFTER);
  const after = await held(page, session);
  printFigure({
    line: 2,
    name: `memory of the page's script, growth from ${BEFORE} to ${AFTER} comparisons`,
    value: round((after.bytes - before.bytes) / BYTES_PER_MB, 1),
    unit: "MB",
    target: 20,
    note: `${round(before.bytes / BYTES_PER_MB, 1)} MB and ${before.nodes} nodes before, ${round(after.bytes / BYTES_PER_MB, 1)} MB and ${after.nodes} nodes after, each after a collection`,
  });
} finally {
  await browser.close();
  const { closeDb } = await import("@/lib/db/client");
  await closeDb();
  await server.stop();
}

/** Labels comparisons by their places, and waits for each next one. */
async function label(page: Page, from: number, to: number): Promise<void> {
  for (let place = from; place <= to; place++) {
    await page.waitForFunction(
      (title) =>
        document.querySelector("h1")?.textContent === title &&
        document.querySelector("main")?.getAttribute("aria-busy") === "false",
      `Comparison ${place} of ${AFTER + 1}`,
    );
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))),
    );
    await page.keyboard.press(String((place % 8) + 1));
  }
}

/** What is held once all is sent and what nobody needs is collected. */
async function held(page: Page, session: CDPSession): Promise<{ bytes: number; nodes: number }> {
  await page.getByText(/^[\d,]+ saved, 0 to send$/).waitFor();
  await page.waitForTimeout(1000);
  for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  const { nodes } = await session.send("Memory.getDOMCounters");
  return { bytes: usedSize, nodes };
}

async function makeRound() {
  const { createUser, actorOf } = await import("@/lib/testing/factories");
  const { startRound } = await import("@/lib/testing/start-round");
  const { sessionCookie } = await import("@/lib/testing/session-cookie");
  const person = await createUser();
  const started = await startRound(actorOf(await createUser()), [person], {
    comparisons: AFTER + 1,
    texts: (i) => ({
      prompt: `Explain topic ${i}.`,
      responseA: longAnswer(2 * (i % TEXTS)),
      responseB: longAnswer(2 * (i % TEXTS) + 1),
    }),
  });
  return { path: started.annotatePath, cookie: await sessionCookie(person) };
}
