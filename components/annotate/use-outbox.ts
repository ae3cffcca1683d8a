"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { flushOutbox } from "./flush-outbox";
import { openOutboxStore } from "./open-outbox-store";
import type { OutboxEntry, OutboxStore } from "./outbox-store";
import { sendLabels } from "./send-labels";

/** What the saved sign says. */
export interface OutboxState {
  /** Labels that wait to be sent. */
  waiting: number;
  refused: readonly OutboxEntry[];
  connection: "online" | "sending" | "offline" | "busy" | "signed-out";
  /** Since when nothing could be sent, by this device's clock. */
  since: Date | null;
  /** False when this browser keeps nothing: labels are then safe only once they are sent. */
  durable: boolean;
}

const FIRST_RETRY_MILLISECONDS = 1000;
const LONGEST_RETRY_MILLISECONDS = 30_000;

/**
 * The decisions of one person in one round on their way to the server: written to this device first, sent behind the screen, retried with
 * growing pauses. One tab sends at a time.
 *
 * @param onRestored - Entries that an earlier page left, once, and those that another tab of the same person makes.
 */
export function useOutbox(
  scope: string,
  onRestored: (entries: readonly OutboxEntry[]) => void,
): {
  state: OutboxState;
  add: (entries: readonly OutboxEntry[]) => void;
  retry: () => void;
  dismiss: (ids: readonly string[]) => void;
} {
  const [state, setState] = useState<OutboxState>({ waiting: 0, refused: [], connection: "online", since: null, durable: true });
  const store = useRef<Promise<OutboxStore> | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const failures = useRef(0);
  const restored = useRef(onRestored);

  const open = useCallback(() => {
    store.current ??= openOutboxStore();
    return store.current;
  }, []);

  const count = useCallback(async () => {
    const opened = await open();
    const entries = await opened.list(scope);
    const refused = entries.filter((entry) => entry.refusal !== null);
    setState((old) => ({ ...old, durable: opened.durable, waiting: entries.length - refused.length, refused }));
  }, [open, scope]);

  const flush = useCallback(async () => {
    window.clearTimeout(timer.current);
    const opened = await open();
    const waiting = (await opened.list(scope)).some((entry) => entry.refusal === null);
    if (waiting) setState((old) => (old.connection === "online" ? { ...old, connection: "sending" } : old));
    const { end, retryAfterSeconds } = await alone(scope, () => flushOutbox(opened, scope, sendLabels));
    await count();
    channel.current?.postMessage("sent");
    const isWell = end === "empty";
    failures.current = isWell ? 0 : failures.current + 1;
    setState((old) => ({ ...old, connection: isWell ? "online" : end, since: isWell ? null : (old.since ?? new Date()) }));
    if (isWell) return;
    const pause = Math.min(LONGEST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** (failures.current - 1));
    timer.current = window.setTimeout(() => void flush(), retryAfterSeconds ? retryAfterSeconds * 1000 : jittered(pause));
  }, [count, open, scope]);

  const add = useCallback(
    (entries: readonly OutboxEntry[]) => {
      void (async () => {
        const opened = await open();
        for (const entry of entries) await opened.add(entry);
        channel.current?.postMessage({ entries });
        await count();
        await flush();
      })();
    },
    [count, flush, open],
  );

  const dismiss = useCallback(
    (ids: readonly string[]) => {
      void (async () => {
        await (await open()).remove(ids);
        await count();
      })();
    },
    [count, open],
  );

  useEffect(() => {
    restored.current = onRestored;
  }, [onRestored]);

  useEffect(() => {
    const other = new BroadcastChannel(`concord-outbox-${scope}`);
    channel.current = other;
    other.onmessage = ({ data }: MessageEvent<"sent" | { entries: OutboxEntry[] }>) => {
      if (data !== "sent") restored.current(data.entries);
      void count();
    };
    const again = () => void flush();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    void (async () => {
      const entries = await (await open()).list(scope);
      if (entries.length > 0) restored.current(entries);
      await count();
      await flush();
    })();
    return () => {
      window.clearTimeout(timer.current);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      other.close();
    };
  }, [count, flush, open, scope]);

  return { state, add, retry: () => void flush(), dismiss };
}

/** Runs `work` while no other tab of the same person sends. */
function alone<T>(scope: string, work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request(`concord-outbox-${scope}`, work) : work();
}

function jittered(milliseconds: number): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return milliseconds * (0.75 + (0.5 * random) / 2 ** 32);
}
