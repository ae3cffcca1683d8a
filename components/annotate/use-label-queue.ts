"use client";

import { useCallback, useEffect, useReducer, useRef } from "react";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { OwnAnswer, OwnLabels, Queue, QueueItem } from "@/lib/rounds/types";
import type { OutboxEntry } from "./outbox-store";
import { type Asked, openQueue, type QueueAction, type QueueState, reduceQueue } from "./queue-state";

/** Fetch more when so few comparisons are left on this device. */
const LOW_WATER = 10;
const RETRY_MILLISECONDS = 5000;

/** The comparisons of a round on this device: those ahead are fetched long before they are asked for. */
export function useLabelQueue(
  queue: Queue,
  asked: Asked,
): { state: QueueState; dispatch: (action: QueueAction) => void; goBack: () => void } {
  const [state, dispatch] = useReducer(
    (old: QueueState, action: QueueAction) => reduceQueue(old, action, asked),
    asked,
    (criteria) => openQueue(queue, criteria),
  );
  const roundId = queue.round.id;
  const isFetching = useRef(false);
  const { items, index, next } = state;

  useEffect(() => {
    if (next === null || items.length - index > LOW_WATER) return;
    let timer: number | undefined;
    const fetchMore = async () => {
      if (isFetching.current) return;
      isFetching.current = true;
      try {
        const more = await fetchJson<Queue>(`${api.queue(roundId)}?after=${next}`);
        dispatch({ kind: "fetched-more", queue: more });
      } catch {
        // Offline or signed out: what is here can be labelled, and the rest is asked for again.
        timer = window.setTimeout(() => void fetchMore(), RETRY_MILLISECONDS);
      } finally {
        isFetching.current = false;
      }
    };
    void fetchMore();
    return () => window.clearTimeout(timer);
  }, [items.length, index, next, roundId]);

  const goBack = useCallback(() => {
    if (index > 0) {
      dispatch({ kind: "went-to", index: index - 1 });
      return;
    }
    if (!state.mayHaveEarlier) return;
    void fetchEarlier(roundId, items[0]).then((earlier) => {
      dispatch({ kind: "fetched-earlier", items: earlier });
      if (earlier.length > 0) dispatch({ kind: "went-to", index: earlier.length - 1 });
    });
  }, [index, items, roundId, state.mayHaveEarlier]);

  return { state, dispatch, goBack };
}

/** The actions by which entries of the outbox, left by an earlier page or made in another tab, reach the screen. */
export function toActions(entries: readonly OutboxEntry[]): QueueAction[] {
  return entries
    .filter((entry) => entry.refusal === null)
    .map((entry) =>
      entry.answer
        ? { kind: "answered", itemKey: entry.itemKey, answers: [entry.answer], advance: true }
        : { kind: "taken-back", itemKey: entry.itemKey },
    );
}

async function fetchEarlier(roundId: string, first: QueueItem | undefined): Promise<QueueItem[]> {
  try {
    // Positions count from 0 and places from 1: what stands before the first known place.
    const after = first ? `?after=${first.place - 1}` : "";
    const { items } = await fetchJson<OwnLabels>(`${api.myLabels(roundId)}${after}`);
    return items.filter((item) => !first || item.place < first.place);
  } catch {
    return [];
  }
}

/** The answers of a comparison by criterion. */
export function answersOf(item: QueueItem | undefined): ReadonlyMap<string, OwnAnswer> {
  return new Map(item?.answers.map((answer) => [answer.criterionId, answer]));
}
