import { expect, test } from "vitest";
import type { OwnAnswer, Queue, QueueItem } from "@/lib/rounds/types";
import { type Asked, currentItem, openQueue, type QueueState, reduceQueue } from "./queue-state";

const ONE: Asked = { all: ["helpful"], required: ["helpful"] };
const TWO: Asked = { all: ["helpful", "harmless"], required: ["helpful", "harmless"] };

test("a queue opens on the first comparison that is not done", () => {
  expect(open([done(1), item(2), item(3)]).index).toBe(1);
  expect(open([done(1), done(2)]).index).toBe(2);
  expect(open([]).index).toBe(0);
});

test("an answer brings the next comparison and counts once", () => {
  let state = open([item(1), item(2)]);
  state = reduceQueue(state, answered("k1", ["helpful"]), ONE);
  expect([state.index, state.finishedHere]).toEqual([1, 1]);
  state = reduceQueue(state, { kind: "went-to", index: 0 }, ONE);
  state = reduceQueue(state, answered("k1", ["helpful"], 2), ONE);
  expect([state.index, state.finishedHere]).toEqual([1, 1]);
  expect(state.items[0]?.answers).toEqual([answer("helpful", 2)]);
});

test("every required criterion is asked before the next comparison comes", () => {
  let state = openQueue(queueOf([item(1), item(2)]), TWO);
  expect(state.criterionId).toBe("helpful");
  state = reduceQueue(state, answered("k1", ["helpful"]), TWO);
  expect([state.index, state.criterionId]).toEqual([0, "harmless"]);
  state = reduceQueue(state, answered("k1", ["harmless"]), TWO);
  expect([state.index, state.criterionId, state.finishedHere]).toEqual([1, "helpful", 1]);
});

test("answering the second criterion first asks the first one afterwards", () => {
  let state = openQueue(queueOf([item(1)]), TWO);
  state = reduceQueue(state, { kind: "focused", criterionId: "harmless" }, TWO);
  state = reduceQueue(state, answered("k1", ["harmless"]), TWO);
  expect([state.index, state.criterionId]).toEqual([0, "helpful"]);
});

test("an answer from another tab to a comparison that is not on the screen moves nothing", () => {
  const state = reduceQueue(open([item(1), item(2), item(3)]), answered("k2", ["helpful"]), ONE);
  expect([state.index, state.finishedHere]).toEqual([0, 1]);
  expect(reduceQueue(state, answered("k1", ["helpful"]), ONE).index).toBe(2);
});

test("an answer taken back puts its comparison on the screen again", () => {
  const state = reduceQueue(
    reduceQueue(open([item(1), item(2)]), answered("k1", ["helpful"]), ONE),
    { kind: "taken-back", itemKey: "k1", isHere: true },
    ONE,
  );
  expect([state.index, state.finishedHere]).toEqual([0, 0]);
  expect(state.items[0]?.answers).toEqual([]);
});

test("comparisons fetched twice stand once, and earlier ones keep the screen", () => {
  let state = open([item(3), item(4)]);
  state = reduceQueue(state, { kind: "fetched-more", queue: { ...queueOf([item(4), item(5)]), next: 7 } }, ONE);
  expect(state.items.map(({ place }) => place)).toEqual([3, 4, 5]);
  state = reduceQueue(state, { kind: "fetched-earlier", labels: { items: [done(1), done(2)], next: null } }, ONE);
  expect([state.index, state.items[state.index]?.key]).toEqual([2, "k3"]);
});

test("answers that wait on this device are placed when their comparisons are fetched, and asked for no second time", () => {
  let state = openQueue({ ...queueOf([item(1)]), next: 1 }, ONE);
  state = reduceQueue(state, answered("k2", ["helpful"]), ONE);
  state = reduceQueue(state, answered("k1", ["helpful"]), ONE);
  expect([state.index, state.finishedHere]).toEqual([1, 1]);
  state = reduceQueue(state, { kind: "fetched-more", queue: queueOf([item(2), item(3)]) }, ONE);
  expect([state.items[state.index]?.key, state.finishedHere, state.unplaced]).toEqual(["k3", 2, {}]);
});

test("one goes forward no further than to the first comparison that is not done", () => {
  const state = open([done(1), item(2), item(3)]);
  expect(reduceQueue(state, { kind: "went-to", index: 0 }, ONE).index).toBe(0);
  expect(reduceQueue(state, { kind: "went-to", index: 2 }, ONE).index).toBe(1);
});

test("of a comparison that was done, each criterion can be changed before the next comparison comes", () => {
  const both = { ...item(1), answers: [answer("helpful"), answer("harmless")] };
  let state = openQueue(queueOf([both, item(2)]), TWO);
  state = reduceQueue(state, { kind: "went-to", index: 0 }, TWO);
  state = reduceQueue(state, answered("k1", ["helpful"], 3), TWO);
  expect([state.index, state.criterionId]).toEqual([0, "harmless"]);
  state = reduceQueue(state, answered("k1", ["harmless"], 3), TWO);
  expect([state.index, state.finishedHere]).toEqual([1, 0]);
  state = reduceQueue(state, { kind: "went-to", index: 0 }, TWO);
  expect(reduceQueue(state, answered("k1", ["helpful", "harmless"], 2), TWO).index).toBe(1);
});

test("an answer taken back in another tab changes what is known and not what is on the screen", () => {
  const state = reduceQueue(open([done(1), item(2)]), { kind: "taken-back", itemKey: "k1", isHere: false }, ONE);
  expect([state.index, state.items[0]?.answers]).toEqual([1, []]);
});

test("texts of long ago are let go and can be fetched again", () => {
  let state = open(Array.from({ length: 200 }, (_, i) => item(i + 1)));
  for (let i = 1; i <= 150; i++) state = reduceQueue(state, answered(`k${i}`, ["helpful"]), ONE);
  expect(state.items[state.index]?.place).toBe(151);
  expect(state.index).toBeLessThanOrEqual(90);
  expect([state.finishedHere, state.mayHaveEarlier]).toEqual([150, true]);
});

test("a round that was closed meanwhile says so", () => {
  const queue = queueOf([]);
  const closed = { ...queue, round: { ...queue.round, state: "CLOSED" as const } };
  expect(reduceQueue(open([item(1)]), { kind: "fetched-more", queue: closed }, ONE).isClosed).toBe(true);
});

test("a comparison from a list stands on the screen until it is answered again, and then all is as it was", () => {
  const old = done(2);
  let state = reduceQueue(open([item(7), item(8)]), { kind: "visited", item: old }, ONE);
  expect(currentItem(state)?.key).toBe(old.key);
  state = reduceQueue(state, { ...answered(old.key, ["helpful"], 3), stays: true }, ONE);
  expect(currentItem(state)?.answers[0]?.click).toEqual({ side: "LEFT", level: 3 });
  state = reduceQueue(state, answered(old.key, ["helpful"], 4), ONE);
  expect([currentItem(state)?.key, state.visited, state.finishedHere]).toEqual([item(7).key, null, 0]);
});

test("a comparison from a list that is at hand is gone to in its place", () => {
  const state = reduceQueue(open([done(1), done(2), item(3)]), { kind: "visited", item: done(1) }, ONE);
  expect([state.index, state.visited]).toEqual([0, null]);
  expect(currentItem(reduceQueue(state, { kind: "visited", item: null }, ONE))?.key).toBe(done(1).key);
});

const progress = { total: 9, done: 0, left: 9, today: 0, medianSeconds: null, mayReturn: 0 };

test("what was answered, withdrawn or given away elsewhere goes when the queue is looked at again", () => {
  let state = open([item(1), item(2), item(3), item(4), item(5)]);
  state = reduceQueue(state, answered("k1", ["helpful"]), ONE);
  const queue = queueOf([item(4), item(5)]);
  state = reduceQueue(state, { kind: "looked-again", queue: { ...queue, progress: { ...queue.progress, done: 3 } } }, ONE);
  expect(state.items.map(({ key }) => key)).toEqual(["k1", "k4", "k5"]);
  expect([state.items[state.index]?.key, state.doneThere, state.finishedHere]).toEqual(["k4", 3, 0]);
});

test("looking again leaves the comparison on the screen, what was answered of it, and what the answer does not reach", () => {
  let state = openQueue(queueOf([item(1), item(2), item(3)]), TWO);
  state = reduceQueue(state, answered("k1", ["helpful"]), TWO);
  const queue = { ...queueOf([item(1), item(2)]), next: 2 };
  state = reduceQueue(state, { kind: "looked-again", queue }, TWO);
  expect(state.items.map(({ key }) => key)).toEqual(["k1", "k2", "k3"]);
  expect([state.index, state.criterionId, state.items[0]?.answers.length]).toEqual([0, "harmless", 1]);
});

function queueOf(items: QueueItem[]): Queue {
  const scale = { preset: "BINARY" as const, levelsPerSide: 1, allowsTie: false, allowsBothBad: false, buttons: [] };
  const round = {
    id: "r",
    number: 1,
    name: "Round 1",
    state: "OPEN" as const,
    kind: "LABELLING" as const,
    projectName: "P",
    scale,
    criteria: [],
    guidelines: null,
    labelling: { rationale: "optional" as const, confidence: false, edits: false, ratings: "off" as const },
  };
  return { round, gate: null, progress, items, next: null };
}

function open(items: QueueItem[]): QueueState {
  return openQueue(queueOf(items), ONE);
}

function item(place: number): QueueItem {
  const empty = "" as QueueItem["leftHtml"];
  return {
    key: `k${place}`,
    token: `t${place}`,
    place,
    order: place,
    prompt: [],
    leftHtml: empty,
    rightHtml: empty,
    answers: [],
  };
}

function done(place: number): QueueItem {
  return { ...item(place), answers: [answer("helpful")] };
}

function answer(criterionId: string, level = 1): OwnAnswer {
  return {
    criterionId,
    answer: "PREFERENCE",
    click: { side: "LEFT", level },
    reason: null,
    rationale: null,
    confidence: null,
    ratings: null,
  };
}

function answered(itemKey: string, criteria: string[], level = 1) {
  return { kind: "answered" as const, itemKey, answers: criteria.map((each) => answer(each, level)) };
}
