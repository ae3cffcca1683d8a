import { expect, test } from "vitest";
import { createPace, type PaceOutcome } from "./pace";

const answered: PaceOutcome = { kind: "answered" };
const busy: PaceOutcome = { kind: "busy", retryAfterMs: null };

test("an endpoint that refuses one call in twenty keeps its whole window", () => {
  const pace = createPace({ now: () => 0 });
  for (let n = 1; n <= 10_000; n++) pace.note(n % 20 === 0 ? busy : answered, 50);
  expect(pace.window()).toBeGreaterThanOrEqual(50);
  expect(pace.notBefore()).toBe(0);
});

test("the window shrinks by three tenths once per window of outcomes, and grows by one per window of answers", () => {
  const pace = createPace({ now: () => 0 });
  for (let n = 0; n < 20; n++) pace.note(answered, 10);
  for (let n = 0; n < 6; n++) pace.note(n % 2 === 0 ? busy : answered, 10);
  // 3 of 26 is no fifth yet.
  expect(pace.window()).toBe(Number.POSITIVE_INFINITY);
  while (pace.window() > 10) {
    pace.note(busy, 10);
    pace.note(answered, 10);
  }
  expect(pace.window()).toBe(7);
  for (let n = 0; n < 3; n++) pace.note(busy, 7);
  // Fewer outcomes than a window since then: one congestion is answered once.
  expect(pace.window()).toBe(7);
  for (let n = 0; n < 9; n++) pace.note(answered, 7);
  expect(pace.window()).toBe(8);
});

test("an endpoint that refuses everything ends at one call at a time", () => {
  const pace = createPace({ now: () => 0, random: () => 0 });
  for (let n = 0; n < 500; n++) pace.note(busy, Math.min(pace.window(), 64));
  expect(pace.window()).toBe(1);
});

test("refusals in a row hold all calls back for as long as was asked, with jitter, and an answer ends it", () => {
  let now = 1_000;
  const pace = createPace({ now: () => now, random: () => 0.5 });
  for (let n = 0; n < 3; n++) pace.note({ kind: "busy", retryAfterMs: 7_000 }, 50);
  expect(pace.notBefore()).toBe(0);
  pace.note({ kind: "busy", retryAfterMs: 7_000 }, 50);
  // 7 s and up to a tenth more by lot.
  expect(pace.notBefore()).toBe(1_000 + 7_350);
  now = 9_000;
  expect(pace.notBefore()).toBe(0);
  pace.note(answered, 1);
  pace.note(busy, 8);
  expect(pace.notBefore()).toBe(0);
});

test("without a word on how long, the holds double; with one call open its refusal is enough", () => {
  let now = 0;
  const pace = createPace({ now: () => now, random: () => 1 });
  const waits: number[] = [];
  for (let n = 0; n < 4; n++) {
    pace.note(busy, 1);
    waits.push(pace.notBefore() - now);
    now = pace.notBefore();
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test("what is neither an answer nor a refusal says nothing about the pace", () => {
  const pace = createPace();
  for (let n = 0; n < 100; n++) pace.note({ kind: "other" }, 5);
  expect(pace.window()).toBe(Number.POSITIVE_INFINITY);
});
