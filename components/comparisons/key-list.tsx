"use client";

import { type ReactNode, useRef } from "react";
import { useHotkeys } from "react-hotkeys-hook";

export interface KeyListProps {
  label: string;
  className?: string;
  /** List items, each with one link that opens it. */
  children: ReactNode;
}

/** A list of links through which `J` and `K` go; `Enter` opens the one that has the focus. */
export function KeyList({ label, className, children }: KeyListProps) {
  const list = useRef<HTMLOListElement>(null);

  function move(by: 1 | -1) {
    const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("li > a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement); // −1 for whatever else has the focus
    const next = links[at < 0 ? (by === 1 ? 0 : links.length - 1) : at + by];
    next?.focus();
  }

  useHotkeys("j", () => move(1));
  useHotkeys("k", () => move(-1));
  return (
    <ol ref={list} aria-label={label} className={className}>
      {children}
    </ol>
  );
}
