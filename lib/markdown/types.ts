declare const safe: unique symbol;

/**
 * HTML that is safe to put into a page. Only `lib/markdown` makes it, from untrusted text; only `components/ui/safe-html.tsx` shows it.
 */
export type SafeHtml = string & { readonly [safe]: true };

/** How a text is shown. */
export interface MarkdownOptions {
  /** Long code blocks start closed, named and counted ("Code, 10 lines"). For prompts, which stand above what is compared. */
  foldCode?: boolean;
}
