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
}

const NAME = "concord-reading";
const STANDARD: ReadingSettings = { hasKeys: true, keys: {}, textSize: 17 };
const SMALLEST = 15;
const LARGEST = 20;

let known: ReadingSettings | null = null;
const listeners = new Set<() => void>();

/** The settings, and how to change them. */
export function useReadingSettings(): { settings: ReadingSettings; change: (part: Partial<ReadingSettings>) => void } {
  const settings = useSyncExternalStore(subscribe, read, () => STANDARD);
  const change = useCallback((part: Partial<ReadingSettings>) => {
    const next = { ...read(), ...part };
    known = { ...next, textSize: Math.min(LARGEST, Math.max(SMALLEST, next.textSize)) };
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
    return { hasKeys, keys, textSize: Math.min(LARGEST, Math.max(SMALLEST, size)) };
  } catch {
    return STANDARD;
  }
}
