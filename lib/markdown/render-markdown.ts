import "server-only";
import { Worker } from "node:worker_threads";
import { HtmlCache } from "./html-cache";
import { convertMarkdown } from "./pipeline";
import { plainHtml } from "./plain";
import { RenderThread } from "./render-thread";
import type { MarkdownOptions, SafeHtml } from "./types";

/** Up to here even the worst text takes a few milliseconds, and handing it to a thread costs as much. */
const SHORT = 1_500;
/** Far above what any honest text takes, on a busy machine too. */
const LIMIT_MS = 5_000;
const CACHED_CHARACTERS = 48_000_000;

const cache = new HtmlCache(CACHED_CHARACTERS);
const thread = new RenderThread({
  limitMs: LIMIT_MS,
  start: () =>
    new Worker(new URL("./render-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 512, stackSizeMb: 4 },
    }),
});

/**
 * Untrusted Markdown → HTML that is safe to show: no raw HTML, no image, no script, links of three schemes that open apart and show their
 * target, MathML, code in four tones, invisible characters marked. Text that is too long (200,000 characters), too deep, or that takes
 * longer than 5 s comes back as plain text; it never throws. Cached by content.
 */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): Promise<SafeHtml> {
  return cache.get(source, options, async () =>
    source.length <= SHORT ? convertMarkdown(source, options) : await thread.convert(source, options),
  );
}

/** Untrusted text → HTML that shows it as it was written, line by line, invisible characters marked. */
export function renderPlain(source: string): SafeHtml {
  return plainHtml(source);
}
