import { chromium, type Page } from "@playwright/test";
import { median, printFigure, quantile, round } from "@/scripts/bench/figure";

/** A page as somebody signed in opens it. */
export interface Painted {
  url: string;
  path: string;
  cookie: Parameters<Awaited<ReturnType<Awaited<ReturnType<typeof chromium.launch>>["newContext"]>>["addCookies"]>[0][number];
  labels: number;
}

const OPENINGS = 5;
const LCP_TARGET = 1000;
const FEEDBACK_TARGET = 100;

/**
 * What a reader of the agreement page sees: its largest contentful paint, and how long after a choice among the filters the page shows that it
 * was understood, and the new figures. Filters that nobody asked for yet come first, then the same ones again.
 */
export async function measurePainted({ url, path, cookie, labels }: Painted): Promise<void> {
  const browser = await chromium.launch({
    executablePath: process.env.CONCORD_CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
    await context.addCookies([cookie]);
    // The loader of this program writes calls of it into functions, and the page does not know it.
    await context.addInitScript({ content: "globalThis.__name = (named) => named;" });
    const page = await context.newPage();
    const paints: number[] = [];
    for (let i = 0; i < OPENINGS; i++) paints.push(await openPage(page, path));
    const what = `agreement page, ${labels} labels`;
    const lcp = { line: 9, unit: "ms", target: LCP_TARGET };
    printFigure({ ...lcp, name: `${what}: largest contentful paint, p50`, value: round(median(paints), 0), runs: OPENINGS });
    // Never asked for: the frame is painted before the figures are counted.
    const unknown = await openPage(page, `${path}?ties=half&invalid=wrong`);
    printFigure({
      ...lcp,
      name: `${what}: largest contentful paint of what nobody asked for yet`,
      value: round(unknown, 0),
      runs: 1,
    });
    await openPage(page, path);
    for (const round of ["never asked for", "asked for before"]) await filter(page, what, round);
  } finally {
    await browser.close();
  }
}

async function openPage(page: Page, path: string): Promise<number> {
  await page.goto(path);
  await page.getByRole("toolbar", { name: "Filters" }).waitFor();
  await page.waitForLoadState("networkidle");
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: "largest-contentful-paint",
          buffered: true,
        });
      }),
  );
}

async function filter(page: Page, what: string, which: string): Promise<void> {
  const times = { feedback: [] as number[], figures: [] as number[] };
  for (const strength of ["2 or more", "3 or more", "4", "all"]) {
    await page
      .getByRole("toolbar", { name: "Filters" })
      .getByRole("button", { name: /^Strength/ })
      .click();
    const choice = page.getByRole("menuitemradio", { name: strength, exact: true });
    await choice.waitFor();
    await page.evaluate(watchFilters);
    await choice.click();
    const seen = await page.waitForFunction(() => (window.concordPainted?.figures ? window.concordPainted : null));
    const { feedback, figures } = (await seen.jsonValue()) ?? { feedback: Number.NaN, figures: Number.NaN };
    times.feedback.push(feedback);
    times.figures.push(figures);
  }
  const common = { line: 9, unit: "ms", runs: times.feedback.length };
  const name = `${what}: a filter ${which} →`;
  printFigure({
    ...common,
    name: `${name} feedback painted, slowest`,
    value: round(quantile(times.feedback, 1), 0),
    target: FEEDBACK_TARGET,
  });
  printFigure({ ...common, name: `${name} new figures painted, p50`, value: round(median(times.figures), 0) });
}

declare global {
  interface Window {
    concordPainted?: { feedback: number; figures: number };
  }
}

/** In the page: from the click on the frames after which the filters say that they count, and that they have counted. */
function watchFilters(): void {
  const painted = { feedback: 0, figures: 0 };
  window.concordPainted = painted;
  document.addEventListener(
    "click",
    ({ timeStamp }) => {
      const look = () => {
        const isBusy = document.querySelector('[role="toolbar"][aria-label="Filters"]')?.getAttribute("aria-busy") === "true";
        if (!painted.feedback && isBusy) afterPaint(() => (painted.feedback = performance.now() - timeStamp));
        if (painted.feedback && !isBusy) afterPaint(() => (painted.figures = performance.now() - timeStamp));
        else requestAnimationFrame(look);
      };
      look();
    },
    { capture: true, once: true },
  );
  function afterPaint(then: () => void): void {
    requestAnimationFrame(() => setTimeout(then, 0));
  }
}
