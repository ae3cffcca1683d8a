import type { createColours } from "./colours";
import { type Box, escapeXml, round } from "./xml";

interface Line {
  text: string;
  left: number;
  right: number;
  rect: DOMRect;
}

/** The text of one node, one element for each line on which it stands in the page, as wide as it is there whatever the font. */
export function drawLines(node: Text, colours: ReturnType<typeof createColours>, place: (rect: DOMRect) => Box): string[] {
  const parent = node.parentElement;
  if (!parent) return [];
  const style = getComputedStyle(parent);
  const colour = colours.read(style.color);
  return toLines(node).map(({ text, left, right, rect }) => {
    const { x, y, height } = place(new DOMRect(left, rect.top, right - left, rect.height));
    const size = Number.parseFloat(style.fontSize);
    const said = style.textTransform === "uppercase" ? text.toUpperCase() : text;
    const attributes = [
      `x="${round(x)}"`,
      // The ground of a line of text reaches from its ascent to its descent; letters stand a little above the lower quarter.
      `y="${round(y + height / 2 + size * 0.36)}"`,
      `textLength="${round(right - left)}"`,
      'lengthAdjust="spacingAndGlyphs"',
      `font-family="${familyOf(style.fontFamily)}"`,
      `font-size="${size}"`,
      `font-weight="${style.fontWeight}"`,
      style.fontStyle === "italic" ? 'font-style="italic"' : "",
      `fill="${colour.hex}"`,
    ];
    return `<text ${attributes.filter((attribute) => attribute !== "").join(" ")}>${escapeXml(said)}</text>`;
  });
}

function toLines(node: Text): Line[] {
  const lines: Line[] = [];
  const range = node.ownerDocument.createRange();
  for (const { index, 0: word } of node.data.matchAll(/[^\s]+/g)) {
    range.setStart(node, index);
    range.setEnd(node, index + word.length);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < 1) {
      last.text += ` ${word}`;
      last.right = rect.right;
    } else lines.push({ text: word, left: rect.left, right: rect.right, rect });
  }
  return lines;
}

function familyOf(family: string): string {
  if (/mono/i.test(family)) return "JetBrains Mono, Menlo, Consolas, monospace";
  if (/serif 4|source serif/i.test(family)) return "Source Serif 4, Georgia, serif";
  return "Inter, Helvetica, Arial, sans-serif";
}
