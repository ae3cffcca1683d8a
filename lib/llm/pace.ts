import { backoffMs } from "@/lib/jobs/backoff";

/** How a call ended, as far as the pace of the next ones goes. */
export type PaceOutcome = { kind: "answered" } | { kind: "busy"; retryAfterMs: number | null } | { kind: "other" };

/** How many calls an endpoint takes at once, learned from its answers. */
export interface Pace {
  /** Calls that may be open at once, at least 1; infinite as long as nothing is known against it. */
  window(): number;
  /** No call before this, in milliseconds since 1970; 0 when any time is fine. */
  notBefore(): number;
  /** @param open - Calls that were open when this one ended, itself among them. */
  note(outcome: PaceOutcome, open: number): void;
}

export interface PaceOptions {
  now?: () => number;
  /** Uniform in [0, 1). */
  random?: () => number;
}

/** Outcomes that are looked back on. One refusal in twenty is an endpoint's noise, one in five is its limit. */
const LOOKED_BACK = 50;
const BUSY_SHARE = 0.2;
const FEWEST_BUSY = 3;
const DECREASE = 0.7;
/** So many refusals in a row, or as many as are open, say that no call is taken just now. */
const IN_A_ROW = 4;

/**
 * Additive increase, multiplicative decrease: the window grows by one call for each window of answers, and shrinks by three tenths when a
 * fifth of the last calls were refused as too many (429, 503, 529), at most once per window of outcomes. Refusals in a row hold all calls
 * back for as long as the endpoint asks, or doubling from a second, with jitter; the first call after it tries the water.
 */
export function createPace({ now = Date.now, random = Math.random }: PaceOptions = {}): Pace {
  let size = Number.POSITIVE_INFINITY;
  let heldUntil = 0;
  let holds = 0;
  let inARow = 0;
  let sinceDecrease = Number.POSITIVE_INFINITY;
  let wasBusy: boolean[] = [];

  function refused(retryAfterMs: number | null, open: number): void {
    inARow++;
    if (inARow >= Math.min(IN_A_ROW, open)) {
      if (now() >= heldUntil) holds++;
      heldUntil = Math.max(heldUntil, now() + backoffMs(holds, retryAfterMs, random()));
    }
    const busy = wasBusy.filter(Boolean).length;
    if (busy < Math.max(FEWEST_BUSY, wasBusy.length * BUSY_SHARE) || sinceDecrease < Math.min(size, open)) return;
    size = Math.max(1, Math.min(size, open) * DECREASE);
    sinceDecrease = 0;
  }

  return {
    window: () => Math.max(1, Math.floor(size)),
    notBefore: () => (heldUntil > now() ? heldUntil : 0),
    note: (outcome, open) => {
      sinceDecrease++;
      if (outcome.kind === "other") return;
      wasBusy = [...wasBusy.slice(1 - LOOKED_BACK), outcome.kind === "busy"];
      if (outcome.kind === "busy") return refused(outcome.retryAfterMs, open);
      inARow = 0;
      holds = 0;
      size += 1 / size;
    },
  };
}
