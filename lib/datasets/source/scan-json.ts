import type { RowProblem } from "@/lib/datasets/schema";

/** How deep lists and objects may stand in each other. */
export const MAX_JSON_DEPTH = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

interface Frame {
  /** Keys seen so far; null in a list. */
  keys: string[] | null;
  expectsKey: boolean;
}

export type ScannedJson = { ok: true; text: string } | { ok: false; problem: RowProblem };

/**
 * Looks through the text of one JSON value for what `JSON.parse` would lose without a word: the same key twice, numbers that a double
 * cannot hold (they are quoted in the returned text, so that they arrive as their digits), nesting that would overflow a stack, and
 * keys named `__proto__`. Texts that are not JSON pass; `JSON.parse` names what is wrong with them.
 */
export function scanJson(text: string): ScannedJson {
  const frames: Frame[] = [];
  let rewritten = "";
  let copied = 0;
  let position = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    const frame = frames[frames.length - 1];
    if (code === QUOTE) {
      const end = endOfString(text, position);
      if (frame?.keys && frame.expectsKey) {
        const key = keyText(text.slice(position, end));
        const problem = checkKey(key, frame.keys);
        if (problem) return { ok: false, problem };
        frame.keys.push(key);
        frame.expectsKey = false;
      }
      position = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (frames.length >= MAX_JSON_DEPTH) return { ok: false, problem: tooDeep() };
      frames.push({ keys: code === 0x7b ? [] : null, expectsKey: true });
      position++;
    } else if (code === 0x7d || code === 0x5d) {
      frames.pop();
      position++;
    } else if (code === 0x2c) {
      if (frame) frame.expectsKey = true;
      position++;
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfNumber(text, position);
      const token = text.slice(position, end);
      if (!isKept(token)) {
        rewritten += `${text.slice(copied, position)}"${token}"`;
        copied = end;
      }
      position = end;
    } else {
      position++;
    }
  }
  return { ok: true, text: copied === 0 ? text : rewritten + text.slice(copied) };
}

/** The index after the closing quote; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1) {
    let backslashes = 0;
    while (text.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    const inNumber =
      (code >= 0x30 && code <= 0x39) || code === 0x2e || code === 0x65 || code === 0x45 || code === 0x2b || code === 0x2d;
    if (!inNumber) break;
    end++;
  }
  return end;
}

/** Whether a double holds the number: whole numbers exactly, others as a finite value. */
function isKept(token: string): boolean {
  if (token.length < 4) return true;
  const value = Number(token);
  if (Number.isNaN(value)) return true;
  const isWhole = !token.includes(".") && !token.includes("e") && !token.includes("E");
  return isWhole ? Number.isSafeInteger(value) || String(value) === token : Number.isFinite(value);
}

function keyText(quoted: string): string {
  if (!quoted.includes("\\")) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

function checkKey(key: string, seen: readonly string[]): RowProblem | null {
  if (key === "__proto__") {
    return { column: key, reason: "A field named __proto__ is not taken.", mend: "Rename the field." };
  }
  if (seen.includes(key)) {
    return {
      column: key,
      reason: "The field stands twice in one object.",
      mend: "Keep one of the two; which is meant cannot be known.",
    };
  }
  return null;
}

function tooDeep(): RowProblem {
  return {
    column: "",
    reason: `Lists and objects stand more than ${MAX_JSON_DEPTH} deep in each other.`,
    mend: "Flatten the row; a comparison needs four levels.",
  };
}
