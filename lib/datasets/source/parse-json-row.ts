import type { RowProblem } from "@/lib/datasets/schema";
import { scanJson } from "./scan-json";

export type JsonRow = { ok: true; value: Record<string, unknown> } | { ok: false; problem: RowProblem };

/** One row of a file as an object, or what is wrong with it. Nothing is changed silently: see `scanJson` and `findBadText`. */
export function parseJsonRow(text: string): JsonRow {
  const scanned = scanJson(text);
  if (!scanned.ok) return scanned;
  let value: unknown;
  try {
    value = JSON.parse(scanned.text);
  } catch (error) {
    return { ok: false, problem: notJson(error, scanned.text) };
  }
  if (!isObject(value)) {
    return {
      ok: false,
      problem: {
        column: "",
        reason: `The row is ${kindOf(value)}, not an object.`,
        mend: 'Write each row as { "field": value, … }.',
      },
    };
  }
  if (mayHoldBadText(text)) {
    const problem = findBadText(value, "");
    if (problem) return { ok: false, problem };
  }
  return { ok: true, value };
}

/** Whether a value is an object with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return `a ${typeof value === "string" ? "text" : typeof value}`;
}

function notJson(error: unknown, text: string): RowProblem {
  const message = error instanceof Error ? error.message : String(error);
  const where = /position (\d+)/.exec(message);
  const place = where ? ` at character ${Number(where[1]) + 1}` : "";
  if (message.includes("Unterminated string")) {
    return { column: "", reason: `Not JSON: a text is not closed${place}.`, mend: "Close the text; the row may have been cut." };
  }
  if (message.includes("Unexpected end") || (where && Number(where[1]) >= text.length)) {
    return {
      column: "",
      reason: "Not JSON: the row ends too early.",
      mend: "The row may have been cut; write it whole on one line.",
    };
  }
  const what = message.startsWith("Bad control character")
    ? "a control character stands unescaped in a text"
    : "a character does not belong there";
  return { column: "", reason: `Not JSON: ${what}${place}.`, mend: "Correct the row, or write the file with a JSON library." };
}

/** Only an escape can bring in what PostgreSQL or UTF-8 cannot hold; most rows have none and need no walk. */
function mayHoldBadText(text: string): boolean {
  return text.includes("\\u0000") || text.includes("\\ud") || text.includes("\\uD");
}

/** The first text that holds a NUL or half a surrogate pair: PostgreSQL refuses the one, UTF-8 has no bytes for the other. */
export function findBadText(value: unknown, path: string): RowProblem | null {
  if (typeof value === "string") return badText(value, path);
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const problem = findBadText(element, path ? `${path}.${index}` : String(index));
      if (problem) return problem;
    }
  } else if (isObject(value)) {
    for (const [key, element] of Object.entries(value)) {
      const inside = path ? `${path}.${key}` : key;
      const problem = badText(key, path) ?? findBadText(element, inside);
      if (problem) return problem;
    }
  }
  return null;
}

function badText(text: string, column: string): RowProblem | null {
  if (text.includes("\0")) {
    return {
      column,
      reason: `The text holds a NUL character at ${text.indexOf("\0") + 1}.`,
      mend: "Remove \\u0000; no database text can hold it.",
    };
  }
  if (!text.isWellFormed()) {
    return {
      column,
      reason: "The text holds half of a surrogate pair.",
      mend: "Write the whole character; it was probably cut in two.",
    };
  }
  return null;
}
