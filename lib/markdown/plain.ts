import { invisibleLabel, invisibleName, splitInvisible } from "./invisible";
import type { PlainReason, SafeHtml } from "./types";

/** Characters in one piece: the browser lays out only the pieces that are in view, and a frame in which one comes into view stays short. */
const PIECE = 2_000;

/**
 * A text as it was written: escaped, in its own lines, invisible characters marked. Long texts come in pieces. Never throws.
 *
 * @param why - Said by the first piece, where the text was to be Markdown.
 */
export function plainHtml(source: string, why?: PlainReason): SafeHtml {
  // The one place where text becomes SafeHtml without the sanitizer: everything in it has been escaped.
  return toPieces(source.replaceAll("\r\n", "\n"))
    .map(
      (piece, index) => `<p class="md-plain" dir="auto"${why && index === 0 ? ` data-why="${why}"` : ""}>${escaped(piece)}</p>`,
    )
    .join("") as SafeHtml;
}

function toPieces(source: string): string[] {
  const pieces: string[] = [];
  for (let start = 0; start < source.length; ) {
    const end = start + PIECE >= source.length ? source.length : cut(source, start, start + PIECE);
    pieces.push(source.slice(start, end));
    start = end;
  }
  return pieces;
}

/** A place to cut near `end`: after a line, else after a space, else anywhere but inside a character. */
function cut(source: string, start: number, end: number): number {
  const half = start + PIECE / 2;
  const line = source.lastIndexOf("\n", end - 1);
  if (line >= half) return line + 1;
  const space = source.lastIndexOf(" ", end - 1);
  if (space >= half) return space + 1;
  const unit = source.charCodeAt(end);
  return unit >= 0xdc00 && unit <= 0xdfff ? end - 1 : end;
}

function escaped(piece: string): string {
  return splitInvisible(piece)
    .map((part) =>
      typeof part === "string"
        ? escapeHtml(part)
        : `<span class="md-mark" title="${invisibleName(part)}">${invisibleLabel(part)}</span>`,
    )
    .join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
