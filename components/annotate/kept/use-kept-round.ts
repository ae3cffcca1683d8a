"use client";

import { useEffect, useMemo, useRef } from "react";
import { type Asked, isDone, type QueueState } from "@/components/annotate/queue-state";
import { afterPaint } from "@/components/annotate/use-after-paint";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { paths } from "@/lib/paths";
import type { OwnProgress, QueueItem, QueueRound } from "@/lib/rounds/types";
import { claimDevice, type KeptFacts, keepRound, listKept } from "./kept-store";

/** So many open comparisons are kept, and so many more whose answers are not sent. */
const MOST_OPEN = 20;
const MOST_WAITING = 60;

interface Parts {
  userId: string;
  round: QueueRound;
  progress: OwnProgress;
  state: QueueState;
  outbox: OutboxState;
  asked: Asked;
}

/**
 * Keeps on this device what labelling needs without a network: the comparisons ahead, those whose answers wait to be sent, and the round's
 * questions. What is labelled and sent is removed. Written after the screen is painted, and only what changed.
 */
export function useKeptRound({ userId, round, progress, state, outbox, asked }: Parts): void {
  useShell();
  const { items, next, gate, mayReturn, doneThere, todayThere, finishedHere, total, medianSeconds, isClosed } = state;
  const { waitingItems } = outbox;
  /** What is kept of each comparison, as it was served; null until the device is the person's. */
  const kept = useRef<Promise<Map<string, QueueItem | null>> | null>(null);

  const unsent = waitingItems.filter((key) => items.some((item) => item.key === key && isDone(item, asked))).length;
  const facts = useMemo<KeptFacts>(() => {
    const done = Math.max(0, doneThere + finishedHere - unsent);
    const today = Math.max(0, todayThere + finishedHere - unsent);
    const left = Math.max(0, total - done);
    return { round, gate, progress: { ...progress, total, done, left, mayReturn, today, medianSeconds }, next };
  }, [round, progress, gate, mayReturn, total, doneThere, todayThere, finishedHere, unsent, medianSeconds, next]);

  useEffect(() => {
    kept.current ??= claim(userId, round.id);
    const waiting = new Set(waitingItems);
    const open = items.filter((item) => !isDone(item, asked) && !waiting.has(item.key)).slice(0, MOST_OPEN);
    const wanted = isClosed ? [] : [...open, ...items.filter((item) => waiting.has(item.key)).slice(-MOST_WAITING)];
    return afterPaint(() => {
      kept.current = (kept.current ?? claim(userId, round.id))
        .then((known) => keep({ userId, roundId: round.id, facts, wanted, waiting }, known))
        // No room, or no storage: there is nothing to read without a network, and labels are kept all the same.
        .catch(() => new Map());
    });
  }, [userId, round.id, facts, items, waitingItems, asked, isClosed]);
}

async function claim(userId: string, roundId: string): Promise<Map<string, QueueItem | null>> {
  try {
    await claimDevice(userId);
    return new Map((await listKept(userId, roundId)).map((key) => [key, null]));
  } catch {
    return new Map();
  }
}

interface Wish {
  userId: string;
  roundId: string;
  facts: KeptFacts;
  wanted: readonly QueueItem[];
  waiting: ReadonlySet<string>;
}

async function keep(
  { userId, roundId, facts, wanted, waiting }: Wish,
  known: ReadonlyMap<string, QueueItem | null>,
): Promise<Map<string, QueueItem | null>> {
  const put: QueueItem[] = [];
  const after = new Map<string, QueueItem | null>();
  for (const item of wanted) {
    const before = known.get(item.key);
    // Its answers wait in the outbox and are put on it again from there; here it stays as the server gave it.
    if (waiting.has(item.key) && before !== undefined) after.set(item.key, before);
    else {
      after.set(item.key, item);
      if (before !== item) put.push(waiting.has(item.key) ? { ...item, answers: [] } : item);
    }
  }
  const drop = [...known.keys()].filter((key) => !after.has(key));
  await keepRound(userId, roundId, { facts, put, drop });
  return after;
}

/** Has the service worker keep the empty page that opens without a network. A build for development has none: its files change in place. */
function useShell(): void {
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    void (async () => {
      try {
        await navigator.serviceWorker.register("/sw.js", { scope: paths.annotate("") });
        const { active } = await navigator.serviceWorker.ready;
        active?.postMessage("keep-shell");
      } catch {
        // Storage is switched off, or there is no network: the page works, and does not open without one.
      }
    })();
  }, []);
}
