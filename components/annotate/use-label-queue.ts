"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { OwnAnswer, OwnLabels, Queue, QueueItem } from "@/lib/rounds/types";
import type { OutboxEntry } from "./outbox/outbox-store";
import { type Asked, firstOpen, openQueue, type QueueAction, type QueueState, reduceQueue } from "./queue-state";

/** So many open comparisons are on this device, as far as the server gives them. */
const AHEAD = 20;
/** Fetch more when so few are left: not with each answer. */
const LOW_WATER = 15;
/** So many at a time: a server that has long answers to render gives the first ones soon. */
const PER_FETCH = 10;
const RETRY_MILLISECONDS = 5000;
/** Answers on their way hold places that are free a moment later. */
const SOON_MILLISECONDS = 1000;
/** How often an empty page looks whether comparisons came back or the round goes on. */
const LOOK_MILLISECONDS = 30_000;

export interface LabelQueue {
  state: QueueState;
  dispatch: (action: QueueAction) => void;
  goBack: () => void;
  /** To where one was before going back, a comparison at a time. */
  goForward: () => void;
  /** The comparison on the screen was answered before the one that is next to be answered. */
  isBehind: boolean;
}

/** The comparisons of a round on this device: those ahead are fetched long before they are asked for. */
export function useLabelQueue(queue: Queue, asked: Asked): LabelQueue {
  const [state, dispatch] = useReducer(
    (old: QueueState, action: QueueAction) => reduceQueue(old, action, asked),
    asked,
    (criteria) => openQueue(queue, criteria),
  );
  const roundId = queue.round.id;
  const { items, index, mayHaveEarlier, visited } = state;
  usePrefetch(state, asked, { roundId, dispatch });

  const isFetchingEarlier = useRef(false);
  const goBack = useCallback(() => {
    if (visited) return dispatch({ kind: "visited", item: null });
    if (index > 0) return dispatch({ kind: "went-to", index: index - 1 });
    if (!mayHaveEarlier || isFetchingEarlier.current) return;
    isFetchingEarlier.current = true;
    void fetchEarlier(roundId, items).then((labels) => {
      isFetchingEarlier.current = false;
      if (!labels) return;
      dispatch({ kind: "fetched-earlier", labels });
      if (labels.items.length > 0) dispatch({ kind: "went-to", index: labels.items.length - 1 });
    });
  }, [index, items, mayHaveEarlier, roundId, visited]);

  const goForward = useCallback(
    () => dispatch(visited ? { kind: "visited", item: null } : { kind: "went-to", index: index + 1 }),
    [index, visited],
  );
  return { state, dispatch, goBack, goForward, isBehind: visited !== null || index < firstOpen(items, asked) };
}

function usePrefetch(
  { items, next }: QueueState,
  asked: Asked,
  { roundId, dispatch }: { roundId: string; dispatch: (action: QueueAction) => void },
): void {
  const isFetching = useRef(false);
  const ahead = items.length - firstOpen(items, asked);
  // What is dealt on demand comes in shares: after each answer there may be more. Otherwise one request fills up.
  const low = ahead <= LOW_WATER ? ahead : null;
  useEffect(() => {
    if (next === null || low === null) return;
    let timer: number | undefined;
    const fetchMore = async () => {
      window.clearTimeout(timer);
      if (isFetching.current) {
        timer = window.setTimeout(() => void fetchMore(), SOON_MILLISECONDS);
        return;
      }
      isFetching.current = true;
      try {
        const limit = Math.min(PER_FETCH, AHEAD - low);
        const queue = await fetchJson<Queue>(`${api.queue(roundId)}?limit=${limit}&after=${next}`);
        dispatch({ kind: "fetched-more", queue });
        if (queue.items.length === 0 && low === 0) timer = window.setTimeout(() => void fetchMore(), SOON_MILLISECONDS);
      } catch {
        // Offline or signed out: what is here can be labelled, and the rest is asked for again.
        timer = window.setTimeout(() => void fetchMore(), RETRY_MILLISECONDS);
      } finally {
        isFetching.current = false;
      }
    };
    const again = () => void fetchMore();
    window.addEventListener("online", again);
    void fetchMore();
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", again);
    };
  }, [low, next, roundId, dispatch]);
}

/**
 * At the end of a round, once all is sent, asks the server whether that is all: comparisons may have been added, and figures are final now.
 * While the round is paused, or others have what may come back, it asks again and again.
 */
export function useLastLook({ state, dispatch }: LabelQueue, roundId: string, isAllSent: boolean): void {
  const isAtEnd = state.index >= state.items.length && state.next === null && !state.isClosed;
  const mayGoOn = state.isPaused || state.mayReturn > 0;
  useEffect(() => {
    if (!isAtEnd || !isAllSent) return;
    let isWanted = true;
    const look = () =>
      void fetchJson<Queue>(api.queue(roundId)).then(
        (queue) => isWanted && dispatch({ kind: "fetched-more", queue }),
        // Offline, or signed out: what is on the screen stays true.
        () => undefined,
      );
    look();
    const timer = mayGoOn ? window.setInterval(look, LOOK_MILLISECONDS) : undefined;
    return () => {
      isWanted = false;
      window.clearInterval(timer);
    };
  }, [isAtEnd, isAllSent, mayGoOn, roundId, dispatch]);
}

/** The actions by which entries of the outbox, left by an earlier page or made in another tab, reach the screen. */
export function toActions(entries: readonly OutboxEntry[]): QueueAction[] {
  return entries
    .filter((entry) => entry.refusal === null && !("note" in entry.label))
    .map((entry) =>
      entry.answer
        ? { kind: "answered", itemKey: entry.itemKey, answers: [entry.answer] }
        : { kind: "taken-back", itemKey: entry.itemKey, isHere: false },
    );
}

/** The person's finished comparisons before those that are known, the nearest ones; null when they cannot be had now. */
async function fetchEarlier(roundId: string, known: readonly QueueItem[]): Promise<OwnLabels | null> {
  const first = known[0]?.order ?? Number.POSITIVE_INFINITY;
  let after = "";
  try {
    for (;;) {
      // The server's places in its own queue have gaps where a comparison was withdrawn, so its pages are followed from the end.
      const page = await fetchJson<OwnLabels>(`${api.myLabels(roundId)}${after}`);
      const items = page.items.filter((item) => item.order < first);
      if (items.length > 0 || page.next === null) return { items, next: page.next };
      after = `?after=${page.next}`;
    }
  } catch {
    return null;
  }
}

/** One comparison of the person's own; null when it cannot be had now. */
export async function fetchOwnItem(roundId: string, token: string): Promise<QueueItem | null> {
  return fetchJson<QueueItem>(api.myItem(roundId, token)).catch(() => null);
}

/** The answers of a comparison by criterion. */
export function answersOf(item: QueueItem | undefined): ReadonlyMap<string, OwnAnswer> {
  return new Map(item?.answers.map((answer) => [answer.criterionId, answer]));
}
