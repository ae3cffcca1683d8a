/** After so long without a sign of life a person is taken to be elsewhere. */
const IDLE_AFTER_MILLISECONDS = 60_000;

/** Time on one comparison: active, in view with nobody there, and out of view. Whole milliseconds. */
export interface SpentTime {
  durationMs: number;
  idleMs: number;
  hiddenMs: number;
}

/** Measures time on a comparison by differences of a monotonic clock, which no change of the time of day can turn back. */
export interface Stopwatch {
  /** Somebody moved, typed or scrolled. */
  sign: () => void;
  /** The page came into view or went out of it. */
  setVisible: (isVisible: boolean) => void;
  /** How much it was since the last `take`; begins anew. */
  take: () => SpentTime;
}

/** @param now - Milliseconds of a monotonic clock. */
export function createStopwatch(now: () => number): Stopwatch {
  let active = 0;
  let idle = 0;
  let hidden = 0;
  let booked = now();
  let lastSign = booked;
  let isVisible = true;

  /** Up to a minute after the last sign of life counts as active, if the page is in view; the rest in view as idle. */
  const book = () => {
    const at = now();
    const elapsed = at - booked;
    booked = at;
    if (!isVisible) {
      hidden += elapsed;
      return;
    }
    const lively = Math.max(0, Math.min(elapsed, lastSign + IDLE_AFTER_MILLISECONDS - (at - elapsed)));
    active += lively;
    idle += elapsed - lively;
  };
  return {
    sign: () => {
      book();
      lastSign = booked;
    },
    setVisible: (visible) => {
      book();
      isVisible = visible;
      lastSign = booked;
    },
    take: () => {
      book();
      const spent = { durationMs: Math.round(active), idleMs: Math.round(idle), hiddenMs: Math.round(hidden) };
      active = 0;
      idle = 0;
      hidden = 0;
      return spent;
    },
  };
}
