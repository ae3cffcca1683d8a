import { scaleTexts } from "@/components/annotate/texts/scale";
import { SafeHtml } from "@/components/ui/safe-html";
import type { SafeHtml as SafeHtmlText } from "@/lib/markdown/types";
import { CopyButton } from "./copy-button";

export interface ResponsePaneProps {
  side: "left" | "right";
  /** Unique in the page: two comparisons are in it at a time. */
  id: string;
  html: SafeHtmlText;
}

/** One response, as what it is: Markdown, code, tables, mathematics. */
export function ResponsePane({ side, id, html }: ResponsePaneProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long response must be scrollable by keyboard (WCAG 2.1.1)
    <article className="a-pane" id={id} data-side={side} aria-labelledby={`${id}-name`} tabIndex={0}>
      <CopyButton side={side} />
      <h2 id={`${id}-name`}>{scaleTexts.sides[side]}</h2>
      <SafeHtml className="material" html={html} />
    </article>
  );
}
