"use client";

import { useEffect, useState } from "react";

/** `value`, but no earlier than the frame after it was first painted: for work that must not delay that frame. */
export function useAfterPaint<T>(value: T): T {
  const [painted, setPainted] = useState(value);
  useEffect(() => afterPaint(() => setPainted(value)), [value]);
  return painted;
}

/**
 * Calls `work` once what is on the screen now has been painted. A timer stands in where no frame comes, as in a hidden tab.
 *
 * @returns Calls it off.
 */
export function afterPaint(work: () => void): () => void {
  let timer = window.setTimeout(work, 250);
  const frame = requestAnimationFrame(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(work, 0);
  });
  return () => {
    cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}
