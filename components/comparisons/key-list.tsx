"use client";

import { type ReactNode, useRef } from "react";
import { useHotkeys } from "react-hotkeys-hook";

export interface KeyListProps {
  label: string;
  className?: string;
  /** List items, each with one link that opens it and, where items can be chosen, a tick before it. */
  children: ReactNode;
}

/** A list of links through which `J` and `K` go; `Enter` opens the one that has the focus, `X` chooses it where it can be. */
export function KeyList({ label, className, children }: KeyListProps) {
  const list = useRef<HTMLOListElement>(null);

  function move(by: 1 | -1) {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("li > a") ?? [])];
    const at = links.findIndex((link) => link.parentElement?.contains(document.activeElement)); // −1 for whatever else has the focus
    const next = links[at < 0 ? (by === 1 ? 0 : links.length - 1) : at + by];
    next?.focus();
  }

  function choose() {
    const item = document.activeElement?.closest("li");
    if (item && list.current?.contains(item)) item.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
  }

  useHotkeys("j", () => move(1), KEYS);
  useHotkeys("k", () => move(-1), KEYS);
  useHotkeys("x", choose, KEYS);
  return (
    <ol ref={list} aria-label={label} className={className}>
      {children}
    </ol>
  );
}

/** Keys go on where a tick has the focus, and never disturb typing. */
const KEYS = {
  enableOnFormTags: ["input" as const],
  ignoreEventWhen: ({ target }: KeyboardEvent) => target instanceof HTMLInputElement && target.type !== "checkbox",
};
