import { Worker } from "node:worker_threads";
import { afterAll, expect, test } from "vitest";
import { HtmlCache } from "./html-cache";
import { plainHtml } from "./plain";
import { renderMarkdown, renderPlain } from "./render-markdown";
import { RenderThread } from "./render-thread";
import { plainReason, type SafeHtml } from "./types";

// In the bundle the thread's file is JavaScript; here its TypeScript needs a loader.
const file = new URL("./render-worker.ts", import.meta.url).href;
const start = () =>
  new Worker(`import("tsx/esm/api").then(({ register }) => { register(); return import("${file}"); });`, { eval: true });
const thread = new RenderThread({ limitMs: 20_000, start });
const impatient = new RenderThread({ limitMs: 1_000, start });
afterAll(async () => {
  await thread.stop();
  await impatient.stop();
});

test("RenderThread converts as the caller's thread does, in the order asked", async () => {
  const [first, second] = await Promise.all([thread.convert("# one", {}), thread.convert("*two*", {})]);
  expect(first).toBe('<h3 dir="auto">one</h3>');
  expect(second).toBe('<p dir="auto"><em>two</em></p>');
});

test("RenderThread ends a text that takes too long, shows it plain, and goes on with the next", async () => {
  await impatient.convert("warm", {});
  // Quadratic in the parser: about 100 s at this length.
  const slow = "a\n=\n".repeat(25_000);
  const [stuck, next] = await Promise.all([impatient.convert(slow, {}), impatient.convert("*next*", {})]);
  expect(stuck).toBe(plainHtml(slow, "slow"));
  expect([plainReason(stuck), plainReason(next)]).toEqual(["slow", null]);
  expect(next).toContain("next");
});

test("RenderThread converts in the caller's thread where no thread can be started", async () => {
  const broken = new RenderThread({
    limitMs: 1_000,
    start: () => new Worker(`throw new Error("no thread here")`, { eval: true }),
  });
  expect(await broken.convert("*a*", {})).toBe('<p dir="auto"><em>a</em></p>');
  expect(await broken.convert("*b*", {})).toBe('<p dir="auto"><em>b</em></p>');
});

test("renderMarkdown gives equal HTML for equal texts and keeps the two ways of code apart", async () => {
  const source = `\`\`\`\n${"x\n".repeat(8)}\`\`\``;
  expect(await renderMarkdown(source)).toBe(await renderMarkdown(source));
  expect(await renderMarkdown(source)).not.toBe(await renderMarkdown(source, { foldCode: true }));
});

test("HtmlCache makes each text once and lets the longest unused go", async () => {
  const cache = new HtmlCache(1_000);
  let made = 0;
  const get = (source: string) =>
    cache.get(source, {}, async () => {
      made += 1;
      return "x".repeat(200) as SafeHtml;
    });
  await Promise.all([get("a"), get("a")]);
  expect(made).toBe(1);
  await get("b");
  await get("a");
  await get("c");
  expect(cache.count).toBe(2);
  await get("a");
  expect(made).toBe(3);
});

test("renderPlain escapes, keeps every character in order and cuts long texts into pieces", () => {
  expect(renderPlain("<b>&\"'\u202Ex")).toBe(
    '<p class="md-plain" dir="auto">&lt;b&gt;&amp;&quot;&#39;<span class="md-mark" title="right-to-left override">U+202E</span>x</p>',
  );
  const long = Array.from({ length: 3_000 }, (_, index) => `line ${index} 😀`).join("\n");
  const pieces = [...renderPlain(long).matchAll(/<p[^>]*>([^<]*)<\/p>/g)].map((match) => match[1]);
  expect(pieces.length).toBeGreaterThan(4);
  expect(pieces.join("")).toBe(long);
  expect(renderPlain("😀".repeat(10_000))).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
});
