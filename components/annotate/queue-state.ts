import type { OwnAnswer, Queue, QueueItem } from "@/lib/rounds/types";

/** What the page knows of a person's round: comparisons in their order, the one on the screen, and their answers. */
export interface QueueState {
  /** By place, without gaps at the end that has been fetched. */
  items: readonly QueueItem[];
  /** The comparison on the screen; `items.length` when none is left. */
  index: number;
  /** Give it to the server to get what follows; null when everything is here. */
  next: number | null;
  /** Whether earlier comparisons of this person may be fetched. */
  mayHaveEarlier: boolean;
  /** The criterion that keys answer. */
  criterionId: string;
  /** Comparisons finished here and not counted in the server's progress. */
  finishedHere: number;
}

/** What can happen to it. */
export type QueueAction =
  | { kind: "answered"; itemKey: string; answers: readonly OwnAnswer[]; advance: boolean }
  | { kind: "taken-back"; itemKey: string }
  | { kind: "went-to"; index: number }
  | { kind: "focused"; criterionId: string }
  | { kind: "fetched-more"; queue: Pick<Queue, "items" | "next"> }
  | { kind: "fetched-earlier"; items: readonly QueueItem[] };

/** The criteria that must be answered, and all in their order. */
export interface Asked {
  all: readonly string[];
  required: readonly string[];
}

/** The state of a round as the server served it. */
export function openQueue(queue: Pick<Queue, "items" | "next" | "progress">, asked: Asked): QueueState {
  const items = [...queue.items].sort((a, b) => a.place - b.place);
  const state: QueueState = {
    items,
    index: 0,
    next: queue.next,
    mayHaveEarlier: queue.progress.done > 0,
    criterionId: asked.all[0] ?? "",
    finishedHere: 0,
  };
  return goTo(state, firstOpen(items, asked, 0), asked);
}

/** The state after `action`. Pure. */
export function reduceQueue(state: QueueState, action: QueueAction, asked: Asked): QueueState {
  switch (action.kind) {
    case "answered":
      return answer(state, action, asked);
    case "taken-back": {
      const wasDone = state.items.some((item) => item.key === action.itemKey && isDone(item, asked));
      const items = state.items.map((item) => (item.key === action.itemKey ? { ...item, answers: [] } : item));
      const index = items.findIndex((item) => item.key === action.itemKey);
      const finishedHere = state.finishedHere - (wasDone ? 1 : 0);
      return goTo({ ...state, items, finishedHere }, index < 0 ? state.index : index, asked);
    }
    case "went-to":
      return goTo(state, action.index, asked);
    case "focused":
      return { ...state, criterionId: action.criterionId };
    case "fetched-more": {
      const items = merge(state.items, action.queue.items);
      return { ...state, items, next: action.queue.next };
    }
    case "fetched-earlier": {
      const items = merge(state.items, action.items);
      const current = state.items[state.index];
      const index = current ? items.findIndex((item) => item.key === current.key) : items.length;
      return { ...state, items, index, mayHaveEarlier: action.items.length > 0 };
    }
  }
}

/** Whether every required criterion of a comparison is answered. */
export function isDone(item: Pick<QueueItem, "answers">, asked: Asked): boolean {
  return asked.required.every((criterionId) => item.answers.some((each) => each.criterionId === criterionId));
}

/** The place of the first comparison from `from` on that is not done; the length when all are. */
export function firstOpen(items: readonly QueueItem[], asked: Asked, from: number): number {
  const found = items.findIndex((item, index) => index >= from && !isDone(item, asked));
  return found < 0 ? items.length : found;
}

function answer(state: QueueState, action: QueueAction & { kind: "answered" }, asked: Asked): QueueState {
  const before = state.items.find((item) => item.key === action.itemKey);
  if (!before) return state;
  const kept = before.answers.filter((old) => !action.answers.some((each) => each.criterionId === old.criterionId));
  const after: QueueItem = { ...before, answers: [...kept, ...action.answers] };
  const items = state.items.map((item) => (item.key === action.itemKey ? after : item));
  const finished = !isDone(before, asked) && isDone(after, asked) ? 1 : 0;
  const next: QueueState = { ...state, items, finishedHere: state.finishedHere + finished };
  const isOnScreen = state.items[state.index]?.key === action.itemKey;
  if (!isOnScreen || !action.advance) return next;
  const open = nextCriterion(after, asked, state.criterionId);
  if (open !== null) return { ...next, criterionId: open };
  return goTo(next, isDone(before, asked) ? firstOpen(items, asked, state.index + 1) : firstOpen(items, asked, 0), asked);
}

/** The criterion to ask after `current`: the next unanswered one, then any required one that was passed over; null when the comparison is done. */
function nextCriterion(item: QueueItem, asked: Asked, current: string): string | null {
  const isOpen = (criterionId: string) => !item.answers.some((each) => each.criterionId === criterionId);
  const later = asked.all.slice(asked.all.indexOf(current) + 1);
  return later.find(isOpen) ?? asked.required.find(isOpen) ?? null;
}

function goTo(state: QueueState, index: number, asked: Asked): QueueState {
  const bounded = Math.max(0, Math.min(index, state.items.length));
  const item = state.items[bounded];
  const open = asked.all.find((criterionId) => !item?.answers.some((each) => each.criterionId === criterionId));
  return { ...state, index: bounded, criterionId: open ?? asked.all[0] ?? "" };
}

function merge(known: readonly QueueItem[], fetched: readonly QueueItem[]): QueueItem[] {
  const keys = new Set(known.map((item) => item.key));
  return [...known, ...fetched.filter((item) => !keys.has(item.key))].sort((a, b) => a.place - b.place);
}
