"use client";

import { useEffect, useRef, useState } from "react";
import type { QueueAction } from "@/components/annotate/queue-state";
import type { OutboxState } from "@/components/annotate/use-outbox";
import { FetchError, fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { Queue } from "@/lib/rounds/types";
import { forgetRound } from "./kept-store";

/** A page that was out of sight for less is taken to be current. */
const CURRENT_MILLISECONDS = 30_000;
const RETRY_MILLISECONDS = 10_000;

interface Parts {
  userId: string;
  roundId: string;
  outbox: OutboxState;
  /** The page came from what this device kept, not from the server. */
  isKept: boolean;
  dispatch: (action: QueueAction) => void;
}

/**
 * Asks the server for the queue again when it may have changed without this page: after a time without a network or out of sight. What was
 * answered on another device meanwhile is not asked here too. Of a round that is no longer the person's the page is loaded anew, which says so.
 */
export function useLookAgain({ userId, roundId, outbox, isKept, dispatch }: Parts): void {
  const [isWanted, setWanted] = useState(isKept);
  const looked = useRef(0);
  const current = useRef(outbox);
  useEffect(() => {
    current.current = outbox;
  }, [outbox]);

  useEffect(() => {
    looked.current = performance.now();
    const returned = () => setWanted(true);
    const seen = () => {
      if (!document.hidden && performance.now() - looked.current > CURRENT_MILLISECONDS) setWanted(true);
    };
    window.addEventListener("online", returned);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("online", returned);
      document.removeEventListener("visibilitychange", seen);
    };
  }, []);

  // What is on its way would be counted twice, or not at all: first it arrives, then the server is asked.
  const mayLook = isWanted && outbox.waiting === 0;
  useEffect(() => {
    if (!mayLook) return;
    let isOver = false;
    let timer: number | undefined;
    const look = async () => {
      const before = current.current.waitingItems;
      try {
        const queue = await fetchJson<Queue>(api.queue(roundId));
        if (isOver) return;
        if (current.current.waitingItems !== before) return void look();
        looked.current = performance.now();
        setWanted(false);
        dispatch({ kind: "looked-again", queue });
      } catch (error) {
        if (isOver) return;
        if (error instanceof FetchError && error.code === "not_found") return void leave(userId, roundId, current.current);
        // Offline, or signed out: what is on the screen can be labelled.
        timer = window.setTimeout(() => void look(), RETRY_MILLISECONDS);
      }
    };
    void look();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [mayLook, roundId, userId, dispatch]);
}

async function leave(userId: string, roundId: string, { isDurable, waiting }: OutboxState): Promise<void> {
  // A browser that keeps nothing would lose what waits in this page.
  if (!isDurable && waiting > 0) return;
  await forgetRound(userId, roundId).catch(() => undefined);
  window.location.reload();
}
