"use client";

import { useEffect, useRef } from "react";

/** What a key does; true when the key was ours. */
export type KeyHandler = (key: string, event: KeyboardEvent) => boolean;

/**
 * Hands single keys to `onKey`: never while somebody writes or a dialog is open, never with Ctrl, Alt or Meta, never a key that is held down.
 */
export function useShortcuts(onKey: KeyHandler): void {
  const handler = useRef(onKey);
  useEffect(() => {
    handler.current = onKey;
  }, [onKey]);

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isWriting(event.target)) return;
      if (event.repeat) {
        // A held Space may go on scrolling; a held answer key must not answer again.
        if (event.key !== " ") return;
      }
      if (handler.current(event.key, event)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) ||
    target.closest("[role=dialog]") !== null
  );
}
