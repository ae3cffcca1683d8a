"use client";

import { useEffect, useRef } from "react";

/** What a key does; true when the key was ours. Letters come in lower case, digits from the row and from the pad alike. */
export type KeyHandler = (key: string) => boolean;

/**
 * Hands single keys to `onKey`: never while somebody writes or a dialog is open, never with Ctrl, Alt or Meta, never a key that is held down
 * (Space may go on scrolling). What a focused control does with Space and Enter stays the control's, once for each press.
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
      const key = nameOf(event);
      // A button answers each repeat of a held Enter: one comparison after another, unread.
      if (event.repeat && key === "Enter" && isControl(event.target)) return event.preventDefault();
      if (event.repeat && key !== " ") return;
      if ((key === " " || key === "Enter") && isControl(event.target)) return;
      if (handler.current(key)) event.preventDefault();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

/**
 * The key by what is printed on it, wherever the keyboard's layout puts it; by its place where the layout prints something else there:
 * digits that need Shift (French), letters of another script (Greek, Russian).
 */
export function nameOf({ key, code, shiftKey }: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit !== undefined && (!shiftKey || key === digit)) return digit;
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return letter !== undefined && /^\p{L}$/u.test(key) ? letter.toLowerCase() : key;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu], [role=alertdialog]") !== null
  );
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button, a, summary") !== null;
}
