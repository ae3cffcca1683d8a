"use client";

import { type FocusEvent, type RefObject, useEffect, useRef } from "react";

/** Attach to the element within which the focus is kept. */
export interface KeptFocus {
  ref: RefObject<HTMLElement | null>;
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

/**
 * Keeps the keyboard's focus among the rows of questions: a row that shuts takes the button that was just pressed with it, and then the line of
 * the row that keys answer now has the focus.
 *
 * @param now - Changes whenever rows open and shut.
 */
export function useKeptFocus(now: string): KeptFocus {
  const ref = useRef<HTMLElement>(null);
  const last = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at after each change of the rows
  useEffect(() => {
    if (last.current === null || last.current.checkVisibility()) return;
    last.current = null;
    ref.current?.querySelector<HTMLElement>("[data-now] .bs-line")?.focus({ preventScroll: true });
  }, [now]);
  return {
    ref,
    onFocus: ({ target }) => {
      last.current = target;
    },
    // What is taken away has lost the focus to nothing; whoever moved it has somewhere to go.
    onBlur: ({ relatedTarget, target }) => {
      if (relatedTarget !== null || target.checkVisibility()) last.current = null;
    },
  };
}
