"use client";

import { useEffect, useRef } from "react";
import type { QueueAction } from "@/components/annotate/queue-state";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { QueueGate } from "@/lib/rounds/types";

const PAUSE_MILLISECONDS = 10_000;

/**
 * Learns while the page is open that something comes before the next comparison (the guidelines changed), or that it was done elsewhere.
 * What is decided meanwhile is kept and counts under the versions that were on the screen.
 */
export function useGate(
  roundId: string,
  gate: QueueGate | null,
  dispatch: (action: QueueAction) => void,
  reopen: () => Promise<void>,
): void {
  const isGated = useRef(gate !== null);
  useEffect(() => {
    isGated.current = gate !== null;
  }, [gate]);
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      try {
        const { gate: found } = await fetchJson<{ gate: QueueGate | null }>(api.gate(roundId));
        if (found === null && isGated.current) await reopen();
        else dispatch({ kind: "gated", gate: found });
      } catch {
        // Offline, signed out or no longer in the round: other parts of the page say so.
      }
    };
    const timer = window.setInterval(() => void look(), PAUSE_MILLISECONDS);
    const again = () => void look();
    document.addEventListener("visibilitychange", again);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", again);
    };
  }, [dispatch, reopen, roundId]);
}
