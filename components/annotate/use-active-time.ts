"use client";

import { useCallback, useEffect, useRef } from "react";
import { createStopwatch, type SpentTime, type Stopwatch } from "./stopwatch";

const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchmove"] as const;

/** Measures the time on the comparison on the screen. The function says how much it was and begins anew. */
export function useActiveTime(): () => SpentTime {
  const watch = useRef<Stopwatch | null>(null);

  useEffect(() => {
    const running = createStopwatch(() => performance.now());
    watch.current = running;
    const look = () => running.setVisible(!document.hidden);
    look();
    for (const sign of SIGNS) window.addEventListener(sign, running.sign, { passive: true, capture: true });
    document.addEventListener("visibilitychange", look);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, running.sign, { capture: true });
      document.removeEventListener("visibilitychange", look);
    };
  }, []);

  return useCallback(() => watch.current?.take() ?? { durationMs: 0, idleMs: 0, hiddenMs: 0 }, []);
}
