"use client";

import { useCallback, useEffect, useState } from "react";

/** Why differences are not shown, that they are, or that they are being looked for. */
export type DifferenceState = "off" | "looking" | "on" | "too-long" | "unsupported";

export interface WordDifferences {
  state: DifferenceState;
  toggle: () => void;
}

const NAME = "word-difference";

/**
 * Marks the words that the other response does not have, by the browser's own highlights: the page's elements stay as they are.
 * The comparing code is loaded at first use and works beside the page.
 */
export function useWordDifferences(itemKey: string): WordDifferences {
  const [wanted, setWanted] = useState(false);
  const [state, setState] = useState<DifferenceState>("off");

  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    setState("looking");
    void show(itemKey, stop.signal).then((shown) => {
      if (!stop.signal.aborted) setState(shown);
    });
    return () => {
      stop.abort();
      if ("highlights" in CSS) CSS.highlights.delete(NAME);
    };
  }, [wanted, itemKey]);

  const toggle = useCallback(() => {
    setState("off");
    setWanted((old) => !old);
  }, []);
  return { state: wanted ? state : "off", toggle };
}

async function show(itemKey: string, signal: AbortSignal): Promise<DifferenceState> {
  if (!("highlights" in CSS) || typeof Worker === "undefined") return "unsupported";
  const item = document.querySelector(`[data-item="${CSS.escape(itemKey)}"]`);
  const left = item?.querySelector("[data-side=left] .material");
  const right = item?.querySelector("[data-side=right] .material");
  if (!left || !right) return "off";
  try {
    const { findDifferences } = await import("./find-differences");
    const ranges = await findDifferences(left, right, signal);
    if (!ranges) return "too-long";
    if (!signal.aborted) CSS.highlights.set(NAME, new Highlight(...ranges));
    return "on";
  } catch {
    return "unsupported";
  }
}
