"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { countKinds } from "./outbox/entry-words";
import { type FlushEnd, flushOutbox } from "./outbox/flush-outbox";
import { openOutboxStore } from "./outbox/open-outbox-store";
import type { OutboxEntry, OutboxStore } from "./outbox/outbox-store";
import { sendLabels } from "./outbox/send-labels";

/** What the saved sign says. */
export interface OutboxState {
  /** Labels and notes that wait to be sent. */
  waiting: number;
  /** Of them, notes: flags, questions, edited responses. */
  waitingNotes: number;
  /** Comparisons that these labels are of. */
  waitingItems: readonly string[];
  /** How many comparisons' labels are being written to this device: not safe yet. */
  keeping: number;
  refused: readonly OutboxEntry[];
  connection: "online" | Exclude<FlushEnd, "empty">;
  /** Since when nothing could be sent, by this device's clock. */
  since: Date | null;
  /** False when this browser keeps nothing: labels are then safe only once they are sent. */
  isDurable: boolean;
  /** Comparisons whose answer here took the place of one from another device, since the page was opened. */
  replaced: readonly string[];
  /** Comparisons that had been withdrawn when their answer came, since the page was opened. */
  withdrawn: readonly string[];
}

export interface Outbox {
  state: OutboxState;
  /** Keeps decisions on this device and sends them behind the screen. */
  add: (entries: readonly OutboxEntry[]) => void;
  /** Tries at once to send what waits. */
  retry: () => void;
  /** Lets refused labels be sent again. */
  sendAgain: (eventIds: readonly string[]) => void;
  /** Lets go of refused labels for ever. */
  dismiss: (eventIds: readonly string[]) => void;
  /** Everything that waits or was refused, in its order; for a file. */
  list: () => Promise<OutboxEntry[]>;
}

const FIRST_RETRY_MILLISECONDS = 1000;
const LONGEST_RETRY_MILLISECONDS = 30_000;
const NOTHING: OutboxState = {
  waiting: 0,
  waitingNotes: 0,
  waitingItems: [],
  keeping: 0,
  refused: [],
  connection: "online",
  since: null,
  isDurable: true,
  replaced: [],
  withdrawn: [],
};

/**
 * The decisions of one person in one round on their way to the server: written to this device first, sent behind the screen, retried with
 * growing pauses. One tab sends at a time.
 *
 * @param onEntries - Entries that an earlier page left, once, and those that another tab of the same person makes.
 */
export function useOutbox(scope: string, onEntries: (entries: readonly OutboxEntry[]) => void): Outbox {
  const [state, setState] = useState<OutboxState>(NOTHING);
  const store = useRef<Promise<OutboxStore> | null>(null);
  const channel = useRef<BroadcastChannel | null>(null);
  const retries = useRef<{ timer: number | undefined; failures: number }>({ timer: undefined, failures: 0 });
  const arrived = useRef(onEntries);

  const open = useCallback(() => {
    store.current ??= openOutboxStore();
    return store.current;
  }, []);

  const count = useCallback(async () => {
    const opened = await open();
    const counted = countEntries(await opened.list(scope));
    setState((old) => ({ ...old, ...counted, isDurable: opened.isDurable }));
  }, [open, scope]);

  const flush = useCallback(async () => {
    const opened = await open();
    const { end, retryAfterSeconds, replaced, withdrawn } = await alone(scope, () => flushOutbox(opened, scope, sendLabels));
    await count();
    if (replaced.length + withdrawn.length > 0) {
      setState((old) => ({ ...old, replaced: [...old.replaced, ...replaced], withdrawn: [...old.withdrawn, ...withdrawn] }));
    }
    channel.current?.postMessage("sent");
    window.clearTimeout(retries.current.timer);
    if (end === "empty") {
      retries.current.failures = 0;
      setState((old) => ({ ...old, connection: "online", since: null }));
      return;
    }
    retries.current.failures += 1;
    setState((old) => ({ ...old, connection: end, since: old.since ?? new Date() }));
    retries.current.timer = window.setTimeout(() => void flush(), pauseAfter(retries.current.failures, retryAfterSeconds));
  }, [count, open, scope]);

  /** Changes the store, tells the other tabs, sends. */
  const change = useCallback(
    async (work: (opened: OutboxStore) => Promise<void>, entries: readonly OutboxEntry[] = []) => {
      await work(await open());
      channel.current?.postMessage({ entries });
      await count();
      await flush();
    },
    [count, flush, open],
  );

  useEffect(() => {
    arrived.current = onEntries;
  }, [onEntries]);

  useTheWorld({ scope, channel, arrived, retries, open, count, flush });
  useWarningBeforeLeaving(!state.isDurable && state.waiting > 0);

  return {
    state,
    add: useCallback(
      (entries) => {
        // Counted in the frame of the key press: the sign never calls saved what has not been sent.
        const items = itemsOf(entries).length;
        setState((old) => ({ ...withWaiting(old, entries), keeping: old.keeping + items }));
        const kept = () => setState((old) => ({ ...old, keeping: old.keeping - items }));
        void change((opened) => opened.add(entries).then(kept), entries);
      },
      [change],
    ),
    retry: useCallback(() => void flush(), [flush]),
    sendAgain: useCallback(
      (ids) =>
        void change(async (opened) => {
          for (const id of ids) await opened.setRefusal(id, null);
        }),
      [change],
    ),
    dismiss: useCallback((ids) => void change((opened) => opened.remove(ids)), [change]),
    list: useCallback(async () => (await open()).list(scope), [open, scope]),
  };
}

interface World {
  scope: string;
  channel: RefObject<BroadcastChannel | null>;
  arrived: RefObject<(entries: readonly OutboxEntry[]) => void>;
  retries: RefObject<{ timer: number | undefined; failures: number }>;
  open: () => Promise<OutboxStore>;
  count: () => Promise<void>;
  flush: () => Promise<void>;
}

/** Attaches the outbox to what an earlier page left, to other tabs, and to the network's coming back. */
function useTheWorld({ scope, channel, arrived, retries, open, count, flush }: World): void {
  useEffect(() => {
    const others = new BroadcastChannel(`concord-outbox-${scope}`);
    channel.current = others;
    others.onmessage = ({ data }: MessageEvent<"sent" | { entries: OutboxEntry[] }>) => {
      if (data !== "sent") arrived.current(data.entries);
      void count();
    };
    const again = () => void flush();
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    void (async () => {
      const entries = await (await open()).list(scope);
      // Counted before they are shown as answered: the sign must not call saved what still waits here.
      await count();
      if (entries.length > 0) arrived.current(entries);
      await flush();
    })();
    const { current } = retries;
    return () => {
      window.clearTimeout(current.timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
      others.close();
    };
  }, [arrived, channel, count, flush, open, retries, scope]);
}

/** The comparisons whose labels are among these; a note says nothing of whether its comparison is labelled. */
function itemsOf(entries: readonly OutboxEntry[]): string[] {
  return [...new Set(entries.filter(({ label }) => !("note" in label)).map(({ itemKey }) => itemKey))];
}

function countEntries(
  entries: readonly OutboxEntry[],
): Pick<OutboxState, "waiting" | "waitingNotes" | "waitingItems" | "refused"> {
  const waiting = entries.filter((entry) => entry.refusal === null);
  const refused = entries.filter((entry) => entry.refusal !== null);
  return { waiting: waiting.length, waitingNotes: countKinds(waiting).notes, waitingItems: itemsOf(waiting), refused };
}

function withWaiting(old: OutboxState, entries: readonly OutboxEntry[]): OutboxState {
  const waitingItems = [...new Set([...old.waitingItems, ...itemsOf(entries)])];
  const waitingNotes = old.waitingNotes + countKinds(entries).notes;
  return { ...old, waiting: old.waiting + entries.length, waitingNotes, waitingItems };
}

/** Where nothing is kept on this device, leaving the page would lose what is not sent. */
function useWarningBeforeLeaving(isAtRisk: boolean): void {
  useEffect(() => {
    if (!isAtRisk) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isAtRisk]);
}

/** Runs `work` while no other tab of the same person sends. */
function alone<T>(scope: string, work: () => Promise<T>): Promise<T> {
  return "locks" in navigator ? navigator.locks.request(`concord-outbox-${scope}`, work) : work();
}

/** Milliseconds until the next try: growing with the failures in a row, spread so that many browsers do not return at once. */
function pauseAfter(failures: number, askedSeconds: number | null): number {
  if (askedSeconds !== null) return askedSeconds * 1000;
  const pause = Math.min(LONGEST_RETRY_MILLISECONDS, FIRST_RETRY_MILLISECONDS * 2 ** (failures - 1));
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return pause * (0.75 + (0.5 * random) / 2 ** 32);
}
