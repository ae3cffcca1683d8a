import type { PhrasingContent, Root, RootContent } from "mdast";
import type { InlineMath } from "mdast-util-math";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** `\( … \)` and `\[ … \]` within a paragraph: no blank line and no dollar between. */
const DELIMITED = /\\\(((?:(?!\\\)|\n[ \t]*\n)[^$]){1,4000}?)\\\)|\\\[((?:(?!\\\]|\n[ \t]*\n)[^$]){1,4000}?)\\\]/g;
/** `$$ … $$` over several lines that begins after a word: the parser reads such a block only where it begins a line. */
const BEGUN_IN_LINE = /(^[ \t]*[^\s$][^\n$]*)\$\$((?:(?!\n[ \t]*\n)[^$]){1,4000}?)\$\$/gm;

/**
 * LaTeX's own delimiters become dollars, which is what the parser reads: `\(x\)` is `$x$`, `\[x\]` is `$$x$$`. Code is left alone.
 */
export function latexToDollars(source: string): string {
  if (!/\\[([]|\$\$/.test(source)) return source;
  return outsideFences(source, (part) =>
    part
      .split(/(`+[^`\n]*`+)/)
      .map((piece, index) => (index % 2 === 1 ? piece : delimitersToDollars(piece)))
      .join(""),
  );
}

function delimitersToDollars(piece: string): string {
  return piece
    .replace(DELIMITED, (whole, inline, display) => dollars(whole, inline, display))
    .replace(BEGUN_IN_LINE, (_, before, body) => `${before}$$${body.trim().replaceAll("\n", " ")}$$`);
}

function dollars(whole: string, inline: string | undefined, display: string | undefined): string {
  const body = (inline ?? display ?? "").trim();
  if (body === "") return whole;
  return inline === undefined ? `$$${body}$$` : `$${body}$`;
}

function outsideFences(source: string, change: (part: string) => string): string {
  const parts: { text: string[]; isCode: boolean }[] = [{ text: [], isCode: false }];
  let fence: string | null = null;
  for (const line of source.split("\n")) {
    const marker = FENCE.exec(line)?.[1];
    if (fence === null && marker !== undefined) {
      fence = marker;
      parts.push({ text: [line], isCode: true });
    } else {
      parts.at(-1)?.text.push(line);
      if (fence !== null && marker?.startsWith(fence) && line.trim() === marker) {
        fence = null;
        parts.push({ text: [], isCode: false });
      }
    }
  }
  return parts
    .filter((part) => part.text.length > 0)
    .map((part) => (part.isCode ? part.text.join("\n") : change(part.text.join("\n"))))
    .join("\n");
}

/**
 * Dollars that are money stay text: mathematics begins and ends tightly inside its dollars and no digit follows it ("$5 and $10" is two
 * prices). What stands between double dollars is set on a line of its own.
 */
export function readDollars() {
  return (tree: Root, file: { value: unknown }): void => visit(tree, String(file.value));
}

function visit(parent: Root | RootContent, source: string): void {
  if (!("children" in parent)) return;
  const children: RootContent[] = [];
  for (const [index, child] of parent.children.entries()) {
    visit(child, source);
    const next = parent.children[index + 1];
    children.push(child.type === "inlineMath" ? dollarNode(child, next, source) : child);
  }
  // Each node is replaced by one of its own kind (phrasing by phrasing), which the union of all parents' children cannot say.
  parent.children = children as typeof parent.children;
}

function dollarNode(node: InlineMath, next: RootContent | undefined, source: string): PhrasingContent {
  const raw = source.slice(node.position?.start.offset, node.position?.end.offset);
  const dollarCount = /^\$+/.exec(raw)?.[0].length ?? 1;
  const body = raw.slice(dollarCount, raw.length - dollarCount);
  const isTight = body.trim() === body && body !== "";
  const digitFollows = next?.type === "text" && /^\d/.test(next.value);
  if (dollarCount === 1 && (!isTight || digitFollows)) return { type: "text", value: raw };
  if (dollarCount === 1) return node;
  return { ...node, data: { ...node.data, hProperties: { className: ["language-math", "math-display"] } } };
}
