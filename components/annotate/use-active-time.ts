"use client";

import { useEffect, useRef } from "react";

/** After so long without a sign of life a person is taken to be elsewhere. */
const IDLE_AFTER_MILLISECONDS = 60_000;
const SIGNS = ["pointermove", "pointerdown", "keydown", "wheel", "scroll", "touchmove"] as const;

/** Time on one comparison, by differences of a monotonic clock: active, and with the tab hidden or nobody there. */
export interface SpentTime {
  durationMs: number;
  idleMs: number;
}

/** Measures the time on the comparison on the screen. `take` says how much it was and begins anew. */
export function useActiveTime(): { take: () => SpentTime; restart: () => void } {
  const clock = useRef({ active: 0, idle: 0, since: 0, seen: 0 });

  useEffect(() => {
    const one = clock.current;
    one.since = performance.now();
    one.seen = one.since;
    const settle = () => settleClock(one, document.hidden);
    const alive = () => {
      settle();
      one.seen = performance.now();
    };
    for (const sign of SIGNS) window.addEventListener(sign, alive, { passive: true, capture: true });
    document.addEventListener("visibilitychange", alive);
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, alive, { capture: true });
      document.removeEventListener("visibilitychange", alive);
    };
  }, []);

  return {
    take: () => {
      const one = clock.current;
      settleClock(one, false);
      const spent = { durationMs: Math.round(one.active), idleMs: Math.round(one.idle) };
      one.active = 0;
      one.idle = 0;
      return spent;
    },
    restart: () => {
      const one = clock.current;
      settleClock(one, false);
      one.active = 0;
      one.idle = 0;
    },
  };
}

/** Books the time since the last booking: up to a minute after the last sign of life as active, the rest as idle. */
function settleClock(one: { active: number; idle: number; since: number; seen: number }, wasHidden: boolean): void {
  const now = performance.now();
  const elapsed = now - one.since;
  const active = wasHidden ? 0 : Math.max(0, Math.min(elapsed, one.seen + IDLE_AFTER_MILLISECONDS - one.since));
  one.active += active;
  one.idle += elapsed - active;
  one.since = now;
}
