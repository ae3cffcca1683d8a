declare const safe: unique symbol;

/**
 * HTML that is safe to put into a page. Only `lib/markdown` makes it, from untrusted text; only `components/ui/safe-html.tsx` shows it.
 */
export type SafeHtml = string & { readonly [safe]: true };

/** Why Markdown is shown as it was written: it is too long, nests too deep, took too long to convert, or broke the converter. */
export type PlainReason = "long" | "deep" | "slow" | "broken";

/** Why this is plain text though it was to be Markdown; null where it is what it was to be. */
export function plainReason(html: SafeHtml): PlainReason | null {
  const found = /^<p class="md-plain" dir="auto" data-why="(long|deep|slow|broken)">/.exec(html)?.[1];
  // The pattern has no other words.
  return (found as PlainReason | undefined) ?? null;
}

/** How a text is shown. */
export interface MarkdownOptions {
  /** Long code blocks start closed, named and counted ("Code, 10 lines"). For prompts, which stand above what is compared. */
  foldCode?: boolean;
}
