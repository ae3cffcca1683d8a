import { createHash } from "node:crypto";
import type { MarkdownOptions, SafeHtml } from "./types";

/** A key and its place in the map weigh about as much as this many characters. */
const ENTRY_OVERHEAD = 200;

/**
 * Rendered texts by the hash of what they were made from, the longest unused going first. Holds promises, so that a text asked for twice at
 * once is rendered once.
 */
export class HtmlCache {
  readonly #budget: number;
  readonly #entries = new Map<string, { html: Promise<SafeHtml>; size: number }>();
  #size = 0;

  /** @param budget - Characters of HTML kept at most. */
  constructor(budget: number) {
    this.#budget = budget;
  }

  /** The rendered text, made by `make` if it is not here yet. */
  get(source: string, options: MarkdownOptions, make: () => Promise<SafeHtml>): Promise<SafeHtml> {
    const key = createHash("sha256")
      .update(options.foldCode ? "folded\0" : "open\0")
      .update(source)
      .digest("base64");
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.html;
    }
    const entry = { html: make(), size: 0 };
    this.#entries.set(key, entry);
    void entry.html.then(
      (html) => {
        entry.size = html.length + ENTRY_OVERHEAD;
        this.#size += entry.size;
        this.#shrink();
      },
      () => this.#entries.delete(key),
    );
    return entry.html;
  }

  get count(): number {
    return this.#entries.size;
  }

  #shrink(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#size <= this.#budget) return;
      if (entry.size === 0) continue;
      this.#entries.delete(key);
      this.#size -= entry.size;
    }
  }
}
