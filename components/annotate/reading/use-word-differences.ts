"use client";

import { useCallback, useEffect, useState } from "react";

/** Why differences are not shown, or that they are. */
export type DifferenceState = "off" | "on" | "too-long" | "unsupported";

export interface WordDifferences {
  state: DifferenceState;
  toggle: () => void;
}

const NAME = "word-difference";

/**
 * Marks the words that the other response does not have, by the browser's own highlights: the page's elements stay as they are.
 * The comparing code is loaded at first use.
 */
export function useWordDifferences(itemKey: string): WordDifferences {
  const [wanted, setWanted] = useState(false);
  const [state, setState] = useState<DifferenceState>("off");

  useEffect(() => {
    if (!wanted) return;
    let isCurrent = true;
    void (async () => {
      const { findDifferences } = await import("./find-differences");
      if (!isCurrent) return;
      setState(show(itemKey, findDifferences));
    })();
    return () => {
      isCurrent = false;
      if ("highlights" in CSS) CSS.highlights.delete(NAME);
    };
  }, [wanted, itemKey]);

  const toggle = useCallback(() => {
    setState("off");
    setWanted((old) => !old);
  }, []);
  return { state: wanted ? state : "off", toggle };
}

function show(itemKey: string, findDifferences: (left: Element, right: Element) => Range[] | null): DifferenceState {
  if (!("highlights" in CSS)) return "unsupported";
  const item = document.querySelector(`[data-item="${CSS.escape(itemKey)}"]`);
  const left = item?.querySelector("[data-side=left] .material");
  const right = item?.querySelector("[data-side=right] .material");
  if (!left || !right) return "off";
  const ranges = findDifferences(left, right);
  if (!ranges) return "too-long";
  CSS.highlights.set(NAME, new Highlight(...ranges));
  return "on";
}
