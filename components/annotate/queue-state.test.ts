import { expect, test } from "vitest";
import type { OwnAnswer, QueueItem } from "@/lib/rounds/types";
import { type Asked, openQueue, type QueueState, reduceQueue } from "./queue-state";

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
  let state = openQueue({ items: [item(1), item(2)], next: null, progress }, TWO);
  expect(state.criterionId).toBe("helpful");
  state = reduceQueue(state, answered("k1", ["helpful"]), TWO);
  expect([state.index, state.criterionId]).toEqual([0, "harmless"]);
  state = reduceQueue(state, answered("k1", ["harmless"]), TWO);
  expect([state.index, state.criterionId, state.finishedHere]).toEqual([1, "helpful", 1]);
});

test("answering the second criterion first asks the first one afterwards", () => {
  let state = openQueue({ items: [item(1)], next: null, progress }, TWO);
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
    { kind: "taken-back", itemKey: "k1" },
    ONE,
  );
  expect([state.index, state.finishedHere]).toEqual([0, 0]);
  expect(state.items[0]?.answers).toEqual([]);
});

test("comparisons fetched twice stand once, and earlier ones keep the screen", () => {
  let state = open([item(3), item(4)]);
  state = reduceQueue(state, { kind: "fetched-more", queue: { items: [item(4), item(5)], next: 7 } }, ONE);
  expect(state.items.map(({ place }) => place)).toEqual([3, 4, 5]);
  state = reduceQueue(state, { kind: "fetched-earlier", items: [done(1), done(2)] }, ONE);
  expect([state.index, state.items[state.index]?.key]).toEqual([2, "k3"]);
});

const progress = { total: 9, done: 0, left: 9, today: 0, medianSeconds: null };

function open(items: QueueItem[]): QueueState {
  return openQueue({ items, next: null, progress }, ONE);
}

function item(place: number): QueueItem {
  const empty = "" as QueueItem["leftHtml"];
  return { key: `k${place}`, token: `t${place}`, place, prompt: [], leftHtml: empty, rightHtml: empty, answers: [] };
}

function done(place: number): QueueItem {
  return { ...item(place), answers: [answer("helpful")] };
}

function answer(criterionId: string, level = 1): OwnAnswer {
  return { criterionId, answer: "PREFERENCE", click: { side: "LEFT", level }, reason: null, rationale: null };
}

function answered(itemKey: string, criteria: string[], level = 1) {
  return { kind: "answered" as const, itemKey, answers: criteria.map((each) => answer(each, level)), advance: true };
}
