import rehypeHighlight from "rehype-highlight";
import rehypeKatex from "rehype-katex";
import rehypeSanitize from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { codeLines, limitHighlight } from "./code-lines";
import { finish } from "./finish";
import { latexToDollars, readDollars } from "./latex-delimiters";
import { cleanMathematics, katexOptions, limitMathematics } from "./mathematics";
import { plainHtml } from "./plain";
import { sanitizeSchema } from "./sanitize-schema";
import { showSource } from "./show-source";
import type { MarkdownOptions, SafeHtml } from "./types";

/** Longer texts are shown as they were written. */
const MOST_CHARACTERS = 200_000;
/** Deeper quotes and lists are no reading matter, and the parser's time grows with their square. */
const DEEPEST = 32;
const MOST_HTML = 4_000_000;

const processors = { open: processor(false), folded: processor(true) };

/**
 * Markdown → HTML, at once, in the caller's thread. Text that is too long, too deep or that breaks the converter comes back as plain text.
 */
export function convertMarkdown(source: string, options: MarkdownOptions = {}): SafeHtml {
  if (source.length > MOST_CHARACTERS) return plainHtml(source, "long");
  if (deepestContainer(source) > DEEPEST) return plainHtml(source, "deep");
  try {
    const markdown = latexToDollars(source.replaceAll("\r\n", "\n").replaceAll("\r", "\n"));
    const html = String((options.foldCode ? processors.folded : processors.open).processSync(markdown));
    // Sanitized and finished above: this is where text becomes SafeHtml.
    return html.length > MOST_HTML ? plainHtml(source, "long") : (html as SafeHtml);
  } catch {
    return plainHtml(source, "broken");
  }
}

/** The order is what makes it safe: the sanitizer sees everything that came from the text; what is added after it is ours. */
function processor(fold: boolean) {
  return unified()
    .use(remarkParse)
    .use(remarkGfm, { singleTilde: false })
    .use(remarkMath)
    .use(readDollars)
    .use(showSource)
    .use(remarkRehype)
    .use(rehypeSanitize, sanitizeSchema)
    .use(limitMathematics)
    .use(rehypeKatex, katexOptions)
    .use(cleanMathematics)
    .use(limitHighlight)
    .use(rehypeHighlight, { detect: false })
    .use(codeLines, { fold })
    .use(finish)
    .use(rehypeStringify)
    .freeze();
}

/** How deep quotes and lists nest, read from the line beginnings alone: markers on one line, and markers on ever deeper indents. */
export function deepestContainer(source: string): number {
  let deepest = 0;
  const indents: number[] = [];
  for (const line of source.split("\n")) {
    const prefix = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/.exec(line)?.[0];
    if (prefix === undefined) continue;
    const indent = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "    ").length ?? 0;
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
    indents.push(indent);
    deepest = Math.max(deepest, indents.length - 1 + (prefix.match(/>|[-*+]|\d+[.)]/g)?.length ?? 0));
  }
  return deepest;
}
