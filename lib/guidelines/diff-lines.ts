import { diffLines } from "diff";
import type { LineChange } from "./types";

const MOST_MS = 300;

/** What changed from one text to the next, line by line; null when the two are too unlike to be told in time. */
export function listLineChanges(before: string, after: string): LineChange[] | null {
  const parts = diffLines(withEnd(before), withEnd(after), { timeout: MOST_MS });
  return (
    parts?.flatMap(({ value, added, removed }) =>
      value
        .replace(/\n$/, "")
        .split("\n")
        .map((text): LineChange => ({ kind: added ? "added" : removed ? "gone" : "same", text })),
    ) ?? null
  );
}

// A last line without its end would differ from the same line with one.
function withEnd(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}
