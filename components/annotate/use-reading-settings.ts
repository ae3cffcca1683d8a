"use client";

import { useCallback, useSyncExternalStore } from "react";
import { type KeyMap, readKeyMap } from "./keys/key-map";

/** How one person reads and types, kept in this browser. */
export interface ReadingSettings {
  /** Single keys act; off for those whose software types for them (WCAG 2.1.4). */
  hasKeys: boolean;
  /** The keys that the person chose, by the standard key. */
  keys: KeyMap;
  /** Pixels of the reading face, 15 to 20. */
  textSize: number;
  /** Lines as long as reads best, or as long as the column is wide. */
  width: "measure" | "full";
  /** Prompt and both responses are one scroll; else each has its own. */
  scrollsTogether: boolean;
}

const NAME = "concord-reading";
const STANDARD: ReadingSettings = { hasKeys: true, keys: {}, textSize: 17, width: "measure", scrollsTogether: true };
/** Pixels. */
export const SMALLEST_TEXT = 15;
export const LARGEST_TEXT = 20;

let known: ReadingSettings | null = null;
const listeners = new Set<() => void>();

/** The settings, and how to change them. */
export function useReadingSettings(): { settings: ReadingSettings; change: (part: Partial<ReadingSettings>) => void } {
  const settings = useSyncExternalStore(subscribe, read, () => STANDARD);
  const change = useCallback((part: Partial<ReadingSettings>) => {
    const next = { ...read(), ...part };
    known = { ...next, textSize: Math.min(LARGEST_TEXT, Math.max(SMALLEST_TEXT, next.textSize)) };
    try {
      localStorage.setItem(NAME, JSON.stringify(known));
    } catch {
      // A browser that keeps nothing: they hold until the page is left.
    }
    for (const listener of listeners) listener();
  }, []);
  return { settings, change };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): ReadingSettings {
  known ??= stored();
  return known;
}

function stored(): ReadingSettings {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(NAME) ?? "null");
    if (typeof found !== "object" || found === null) return STANDARD;
    const hasKeys = "hasKeys" in found && typeof found.hasKeys === "boolean" ? found.hasKeys : STANDARD.hasKeys;
    const size = "textSize" in found && typeof found.textSize === "number" ? found.textSize : STANDARD.textSize;
    const keys = "keys" in found ? readKeyMap(found.keys) : STANDARD.keys;
    const width = "width" in found && found.width === "full" ? "full" : STANDARD.width;
    const scrollsTogether = !("scrollsTogether" in found) || found.scrollsTogether !== false;
    return { hasKeys, keys, width, scrollsTogether, textSize: Math.min(LARGEST_TEXT, Math.max(SMALLEST_TEXT, size)) };
  } catch {
    return STANDARD;
  }
}
