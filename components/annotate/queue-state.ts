import type { OwnAnswer, OwnLabels, Queue, QueueGate, QueueItem } from "@/lib/rounds/types";

/** What the page knows of a person's round: comparisons in their order, the one on the screen, and their answers. */
export interface QueueState {
  /** In their order, without gaps between the first and the last. */
  items: readonly QueueItem[];
  /** The comparison on the screen; `items.length` when none is left. */
  index: number;
  /** A comparison of theirs that the person has opened again from a list; it stands on the screen instead. */
  visited: QueueItem | null;
  /** Give it to the server to get what follows; null when everything is here. */
  next: number | null;
  /** Whether earlier comparisons of this person may be fetched. */
  mayHaveEarlier: boolean;
  /** The criterion that keys answer. */
  criterionId: string;
  /** Comparisons finished here and not counted in the server's progress. */
  finishedHere: number;
  isClosed: boolean;
  /** What comes before the next comparison. */
  gate: QueueGate | null;
  isPaused: boolean;
  /** Comparisons that others have reserved and that may yet come to this person. */
  mayReturn: number;
  /** Of the round, for this person, as the server last said. */
  total: number;
  /** Finished, and finished today, by the server's count when the queue was opened or looked at again; what was finished here since is not in it. */
  doneThere: number;
  todayThere: number;
  medianSeconds: number | null;
  /** Answers that wait on this device for comparisons that have not been fetched yet. */
  unplaced: Readonly<Record<string, readonly OwnAnswer[]>>;
}

/** What can happen to it. */
export type QueueAction =
  /** `stays`: the screen stays with a comparison that was finished before. */
  | { kind: "answered"; itemKey: string; answers: readonly OwnAnswer[]; stays?: boolean }
  /** `isHere`: by this page, which then shows the comparison again. */
  | { kind: "taken-back"; itemKey: string; isHere: boolean }
  | { kind: "went-to"; index: number }
  /** Opens a comparison from a list; null goes back to where one was. */
  | { kind: "visited"; item: QueueItem | null }
  | { kind: "focused"; criterionId: string }
  | { kind: "gated"; gate: QueueGate | null }
  | { kind: "fetched-more"; queue: Pick<Queue, "items" | "next" | "progress" | "round" | "gate"> }
  | { kind: "fetched-earlier"; labels: OwnLabels }
  /** The queue from its beginning, after a time in which it may have changed elsewhere; read while nothing waited to be sent. */
  | { kind: "looked-again"; queue: Pick<Queue, "items" | "next" | "progress" | "round" | "gate"> };

/** The criteria that must be answered, and all in their order. */
export interface Asked {
  all: readonly string[];
  required: readonly string[];
  /** A comparison that is done stays on the screen until the person goes on: what the guidelines say stands beside it. */
  holds?: boolean;
}

/** Finished comparisons that stay in memory for going back; earlier ones are fetched again. */
const KEPT_BEHIND = 60;

/** The state of a round as the server served it. */
export function openQueue(queue: Pick<Queue, "items" | "next" | "progress" | "round" | "gate">, asked: Asked): QueueState {
  const items = merge([], queue.items);
  const state: QueueState = {
    items,
    index: 0,
    visited: null,
    next: queue.next,
    mayHaveEarlier: queue.progress.done > 0,
    criterionId: asked.all[0] ?? "",
    finishedHere: 0,
    isClosed: queue.round.state === "CLOSED",
    gate: queue.gate,
    isPaused: queue.round.state === "PAUSED",
    mayReturn: queue.progress.mayReturn,
    total: queue.progress.total,
    doneThere: queue.progress.done,
    todayThere: queue.progress.today,
    medianSeconds: queue.progress.medianSeconds,
    unplaced: {},
  };
  return goTo(state, firstOpen(items, asked), asked);
}

/** The state after `action`. Pure. */
export function reduceQueue(state: QueueState, action: QueueAction, asked: Asked): QueueState {
  switch (action.kind) {
    case "answered":
      return answer(state, action, asked);
    case "taken-back":
      return takeBack(state, action, asked);
    case "went-to":
      // Nothing lies beyond the first comparison that is not done.
      return goTo(state, Math.min(action.index, firstOpen(state.items, asked)), asked);
    case "visited":
      return visit(state, action.item, asked);
    case "focused":
      return { ...state, criterionId: action.criterionId };
    case "gated":
      // Asked for often; the same answer changes nothing on the screen.
      return isSameGate(state.gate, action.gate) ? state : { ...state, gate: action.gate };
    case "fetched-more":
      return fetchedMore(state, action.queue, asked);
    case "fetched-earlier": {
      const items = merge(state.items, action.labels.items);
      const added = items.length - state.items.length;
      return { ...state, items, index: state.index + added, mayHaveEarlier: action.labels.next !== null };
    }
    case "looked-again":
      return lookedAgain(state, action, asked);
  }
}

/** The comparison on the screen. */
export function currentItem({ visited, items, index }: QueueState): QueueItem | undefined {
  return visited ?? items[index];
}

/** Whether every required criterion of a comparison is answered. */
export function isDone(item: Pick<QueueItem, "answers">, asked: Asked): boolean {
  return asked.required.every((criterionId) => item.answers.some((each) => each.criterionId === criterionId));
}

/** The place of the first comparison that is not done; the length when all are. */
export function firstOpen(items: readonly QueueItem[], asked: Asked): number {
  const found = items.findIndex((item) => !isDone(item, asked));
  return found < 0 ? items.length : found;
}

function answer(state: QueueState, action: QueueAction & { kind: "answered" }, asked: Asked): QueueState {
  const { itemKey, answers, stays = false } = action;
  if (state.visited?.key === itemKey) return answerVisited(state, state.visited, action, asked);
  const before = state.items.find((item) => item.key === itemKey);
  if (!before) return { ...state, unplaced: { ...state.unplaced, [itemKey]: replaced(state.unplaced[itemKey] ?? [], answers) } };
  const after: QueueItem = { ...before, answers: replaced(before.answers, answers) };
  const wasDone = isDone(before, asked);
  const items = state.items.map((item) => (item.key === itemKey ? after : item));
  const next: QueueState = { ...state, items, finishedHere: state.finishedHere + (!wasDone && isDone(after, asked) ? 1 : 0) };
  if (stays || currentItem(state)?.key !== itemKey) return next;
  const fresh = new Set(answers.map((each) => each.criterionId));
  const open = criterionAfter(after, asked, state.criterionId, wasDone ? fresh : null);
  if (open !== null) return { ...next, criterionId: open };
  if (asked.holds) return next;
  return goTo(forgetOld(next), firstOpen(forgetOld(next).items, asked), asked);
}

function isSameGate(a: QueueGate | null, b: QueueGate | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A comparison from a list: after its last question the screen goes back to where it was. */
function answerVisited(
  state: QueueState,
  before: QueueItem,
  { answers, stays = false }: QueueAction & { kind: "answered" },
  asked: Asked,
): QueueState {
  const visited: QueueItem = { ...before, answers: replaced(before.answers, answers) };
  const wasDone = isDone(before, asked);
  const next = { ...state, visited, finishedHere: state.finishedHere + (!wasDone && isDone(visited, asked) ? 1 : 0) };
  if (stays) return next;
  const fresh = new Set(answers.map((each) => each.criterionId));
  const open = criterionAfter(visited, asked, state.criterionId, wasDone ? fresh : null);
  return open === null ? goTo(next, next.index, asked) : { ...next, criterionId: open };
}

/** One that is at hand is gone to; another stands on the screen until one leaves it. */
function visit(state: QueueState, item: QueueItem | null, asked: Asked): QueueState {
  if (!item) return goTo(state, state.index, asked);
  const known = state.items.findIndex(({ key }) => key === item.key);
  if (known >= 0 && known <= firstOpen(state.items, asked)) return goTo(state, known, asked);
  const visited = { ...item, answers: replaced(item.answers, state.unplaced[item.key] ?? []) };
  return { ...state, visited, criterionId: asked.all[0] ?? "" };
}

function takeBack(state: QueueState, { itemKey, isHere }: QueueAction & { kind: "taken-back" }, asked: Asked): QueueState {
  const { [itemKey]: _, ...unplaced } = state.unplaced;
  if (state.visited?.key === itemKey) {
    const finishedHere = state.finishedHere - (isDone(state.visited, asked) ? 1 : 0);
    return { ...state, unplaced, visited: { ...state.visited, answers: [] }, finishedHere, criterionId: asked.all[0] ?? "" };
  }
  const index = state.items.findIndex((item) => item.key === itemKey);
  const before = state.items[index];
  if (!before) return { ...state, unplaced };
  const items = state.items.map((item) => (item.key === itemKey ? { ...item, answers: [] } : item));
  const next = { ...state, items, unplaced, finishedHere: state.finishedHere - (isDone(before, asked) ? 1 : 0) };
  return isHere || index === state.index ? goTo(next, index, asked) : next;
}

function fetchedMore(
  state: QueueState,
  queue: Extract<QueueAction, { kind: "fetched-more" }>["queue"],
  asked: Asked,
): QueueState {
  const placed = queue.items.map((item) => ({ ...item, answers: replaced(item.answers, state.unplaced[item.key] ?? []) }));
  const finished = placed.filter((item) => isDone(item, asked) && item.key in state.unplaced).length;
  const items = merge(state.items, placed);
  const fetched = new Set(placed.map((item) => item.key));
  const unplaced = Object.fromEntries(Object.entries(state.unplaced).filter(([key]) => !fetched.has(key)));
  const next: QueueState = {
    ...state,
    items,
    next: queue.next,
    unplaced,
    finishedHere: state.finishedHere + finished,
    isClosed: queue.round.state === "CLOSED",
    gate: queue.gate,
    isPaused: queue.round.state === "PAUSED",
    mayReturn: queue.progress.mayReturn,
    total: queue.progress.total,
    medianSeconds: queue.progress.medianSeconds,
  };
  return state.index >= state.items.length && !state.visited ? goTo(next, firstOpen(items, asked), asked) : next;
}

/**
 * Takes over what changed elsewhere: a comparison that was answered on another device, withdrawn or given to somebody else goes, and one
 * that was answered in part shows it. What was answered here stays as it is.
 */
function lookedAgain(state: QueueState, { queue }: Extract<QueueAction, { kind: "looked-again" }>, asked: Asked): QueueState {
  // A paused round gives nothing, and takes nothing away.
  if (queue.round.state === "PAUSED") return { ...state, isPaused: true };
  const fresh = new Map(queue.items.map((item) => [item.key, item]));
  const last = queue.next === null ? Number.POSITIVE_INFINITY : Math.max(-1, ...queue.items.map(({ order }) => order));
  const isStill = (item: QueueItem) => isDone(item, asked) || fresh.has(item.key) || item.order > last;
  const known = state.items.filter(isStill).map((item) => {
    const served = fresh.get(item.key);
    return served ? { ...served, answers: replaced(served.answers, item.answers) } : item;
  });
  const items = merge(known, queue.items);
  const shown = items.findIndex((item) => item.key === state.items[state.index]?.key);
  const reaches = items.some((item) => item.order > last);
  const next: QueueState = {
    ...state,
    items,
    next: reaches ? state.next : queue.next,
    finishedHere: items.filter((item) => isDone(item, asked) && fresh.has(item.key)).length,
    isClosed: queue.round.state === "CLOSED",
    gate: queue.gate,
    isPaused: false,
    mayReturn: queue.progress.mayReturn,
    total: queue.progress.total,
    doneThere: queue.progress.done,
    todayThere: queue.progress.today,
    medianSeconds: queue.progress.medianSeconds,
  };
  return shown < 0 ? goTo(next, firstOpen(items, asked), asked) : { ...next, index: shown };
}

/**
 * The criterion to ask after `current`: the next one that is open, then a required one that was passed over. Of a comparison that was done
 * before (`changed` says what was now answered again), the next in order, so that each answer can be changed. Null when it is time for the
 * next comparison.
 */
function criterionAfter(item: QueueItem, asked: Asked, current: string, changed: ReadonlySet<string> | null): string | null {
  const later = asked.all.slice(asked.all.indexOf(current) + 1);
  if (changed) return later.find((criterionId) => !changed.has(criterionId)) ?? null;
  const isOpen = (criterionId: string) => !item.answers.some((each) => each.criterionId === criterionId);
  return later.find(isOpen) ?? asked.required.find(isOpen) ?? null;
}

function goTo(state: QueueState, index: number, asked: Asked): QueueState {
  const bounded = Math.max(0, Math.min(index, state.items.length));
  const item = state.items[bounded];
  const open = asked.all.find((criterionId) => !item?.answers.some((each) => each.criterionId === criterionId));
  return { ...state, index: bounded, visited: null, criterionId: open ?? asked.all[0] ?? "" };
}

/** Lets go of the texts of what was finished long ago, so that a long day does not fill the memory. */
function forgetOld(state: QueueState): QueueState {
  const surplus = state.index - KEPT_BEHIND;
  if (surplus < KEPT_BEHIND / 2) return state;
  return { ...state, items: state.items.slice(surplus), index: state.index - surplus, mayHaveEarlier: true };
}

function replaced(old: readonly OwnAnswer[], fresh: readonly OwnAnswer[]): OwnAnswer[] {
  return [...old.filter((each) => !fresh.some((other) => other.criterionId === each.criterionId)), ...fresh];
}

function merge(known: readonly QueueItem[], fetched: readonly QueueItem[]): QueueItem[] {
  const keys = new Set(known.map((item) => item.key));
  return [...known, ...fetched.filter((item) => !keys.has(item.key))].sort((a, b) => a.order - b.order);
}
