import type { SafeHtml as SafeHtmlText } from "@/lib/markdown/types";

export interface SafeHtmlProps {
  /** From `lib/markdown`, which alone makes it. */
  html: SafeHtmlText;
  className?: string;
}

/** Shows what `lib/markdown` made from untrusted text. The one place of the app where HTML enters as text. */
export function SafeHtml({ html, className }: SafeHtmlProps) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
}
