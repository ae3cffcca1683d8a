// Line 2: key press → next comparison painted, 200 decisions on long Markdown answers; again with 200 ms of added latency to the server.
import { chromium, type Page } from "@playwright/test";
import { startDelayProxy } from "./delay-proxy";
import { printFigure, quantile, round } from "./figure";
import { longAnswer } from "./long-answers";
import { type BenchServer, joinServer, startServer } from "./server";

const DECISIONS = 200;
/** Nobody reads two answers of 4,000 tokens faster. */
const PAUSE_MILLISECONDS = 250;
const ADDED_MILLISECONDS = 200;
const FRAME_MILLISECONDS = round(1000 / 60, 1);

const server = await startServer();
joinServer(server);
try {
  const near = await measure(server, 0, 1);
  const far = await measure(server, ADDED_MILLISECONDS, 1_000);
  print("", near);
  print(`, ${ADDED_MILLISECONDS} ms further from the server`, far);
  printFigure({
    line: 2,
    note: "all texts rendered by the server before the run",
    name: `p75 at ${ADDED_MILLISECONDS} ms of added latency over p75 at none`,
    value: round(quantile(far.painted, 0.75) / quantile(near.painted, 0.75)),
    unit: "ratio",
    target: 1.2,
    runs: DECISIONS,
  });
} finally {
  const { closeDb } = await import("@/lib/db/client");
  await closeDb();
  await server.stop();
}

interface Measured {
  /** Milliseconds from the key press to the frame with the next comparison, one per decision. */
  painted: number[];
  /** The browser's own figure of interactions (Event Timing), in its steps of 8 ms. */
  interactions: number[];
}

function print(where: string, { painted, interactions }: Measured): void {
  const one = (name: string, value: number, target: number) =>
    printFigure({
      line: 2,
      name: `${name}${where}`,
      value: round(value, 1),
      unit: "ms",
      target,
      limit: FRAME_MILLISECONDS,
      runs: DECISIONS,
    });
  one("key press → next comparison painted, p75", quantile(painted, 0.75), 50);
  one("key press → next comparison painted, p99", quantile(painted, 0.99), 100);
  one("interaction to next paint, p98", quantile(interactions, 0.98), 100);
}

async function measure(at: BenchServer, added: number, seed: number): Promise<Measured> {
  const port = Number(new URL(at.url).port);
  const proxy = added > 0 ? await startDelayProxy(port, added) : null;
  const browser = await chromium.launch({
    executablePath: process.env.CONCORD_CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      // The page keeps the server's name and port, and reaches it through the proxy.
      ...(proxy ? [`--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${proxy.port}`] : []),
    ],
  });
  try {
    const { path, roundId, cookie } = await makeRound(seed);
    await renderAhead(at, roundId, cookie);
    const context = await browser.newContext({ baseURL: at.url, viewport: { width: 1440, height: 900 } });
    await context.addCookies([cookie]);
    const page = await context.newPage();
    await page.addInitScript(watchKeys);
    await page.goto(path);
    return await decide(page);
  } finally {
    await browser.close();
    proxy?.stop();
  }
}

async function decide(page: Page): Promise<Measured> {
  await page.getByRole("heading", { level: 1, name: "Comparison 1 of " }).waitFor();
  // The first comparisons come with the page; the queue behind them is fetched at once.
  await page.waitForLoadState("networkidle");
  const painted: number[] = [];
  for (let i = 0; i < DECISIONS; i++) {
    await page.waitForTimeout(PAUSE_MILLISECONDS);
    await page.keyboard.press(String((i % 8) + 1));
    const handle = await page.waitForFunction((count) => (window.painted.length > count ? window.painted[count] : null), i);
    const { milliseconds, title } = (await handle.jsonValue()) ?? { milliseconds: Number.NaN, title: "" };
    if (title !== `Comparison ${i + 2} of ${DECISIONS + 1}`) throw new Error(`After decision ${i + 1} the page showed: ${title}`);
    painted.push(milliseconds);
  }
  return { painted, interactions: await page.evaluate(() => window.interactions) };
}

/** Runs in the page: notes for each key how long it took until the frame after it was painted, and what that frame said. */
function watchKeys(): void {
  window.painted = [];
  window.interactions = [];
  window.addEventListener(
    "keydown",
    (event) => {
      requestAnimationFrame(() => {
        const afterFrame = new MessageChannel();
        afterFrame.port1.onmessage = () => {
          const title = document.querySelector("h1")?.textContent ?? "";
          window.painted.push({ milliseconds: performance.now() - event.timeStamp, title });
        };
        afterFrame.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") window.interactions.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

/** Has the server render all texts once: in life it does so on another machine than the browser's, which would be measured here too. */
async function renderAhead(
  { url }: BenchServer,
  roundId: string,
  { name, value }: { name: string; value: string },
): Promise<void> {
  let next: number | null = -1;
  while (next !== null) {
    const response: Response = await fetch(`${url}/api/rounds/${roundId}/queue?limit=20&after=${next}`, {
      headers: { cookie: `${name}=${value}` },
    });
    if (!response.ok) throw new Error(`The queue answered ${response.status}.`);
    ({ next } = (await response.json()) as { next: number | null });
  }
}

async function makeRound(seed: number) {
  const { createUser, actorOf } = await import("@/lib/testing/factories");
  const { startRound } = await import("@/lib/testing/start-round");
  const { sessionCookie } = await import("@/lib/testing/session-cookie");
  const person = await createUser();
  const started = await startRound(actorOf(await createUser()), [person], {
    comparisons: DECISIONS + 1,
    texts: (i) => ({
      prompt: `Explain topic ${i}.`,
      responseA: longAnswer(seed + 2 * i),
      responseB: longAnswer(seed + 2 * i + 1),
    }),
  });
  return { path: started.annotatePath, roundId: started.roundId, cookie: await sessionCookie(person) };
}

declare global {
  interface Window {
    painted: { milliseconds: number; title: string }[];
    interactions: number[];
  }
}
