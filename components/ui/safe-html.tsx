import { type PlainReason, plainReason, type SafeHtml as SafeHtmlText } from "@/lib/markdown/types";

export interface SafeHtmlProps {
  /** From `lib/markdown`, which alone makes it. */
  html: SafeHtmlText;
  className?: string;
}

const WHY: Readonly<Record<PlainReason, string>> = {
  long: "Too long to be set as Markdown, so it is shown as it was written.",
  deep: "Nested too deep to be set as Markdown, so it is shown as it was written.",
  slow: "Too slow to be set as Markdown, so it is shown as it was written.",
  broken: "Could not be set as Markdown, so it is shown as it was written.",
};

/** Shows what `lib/markdown` made from untrusted text. The one place of the app where HTML enters as text. */
export function SafeHtml({ html, className }: SafeHtmlProps) {
  const why = plainReason(html);
  const text = <div className={className} dangerouslySetInnerHTML={{ __html: html }} />;
  if (why === null) return text;
  // Beside the text: what is copied or compared is the text alone.
  return (
    <div>
      <p className="note mb-2">{WHY[why]}</p>
      {text}
    </div>
  );
}
