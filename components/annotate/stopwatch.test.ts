import { expect, test } from "vitest";
import { createStopwatch } from "./stopwatch";

const SECOND = 1000;

test("time with signs of life is active", () => {
  const { clock, watch } = started();
  for (let i = 0; i < 5; i++) {
    clock.at += 30 * SECOND;
    watch.sign();
  }
  expect(watch.take()).toEqual({ durationMs: 150 * SECOND, idleMs: 0, hiddenMs: 0 });
});

test("from a minute after the last sign of life time is idle", () => {
  const { clock, watch } = started();
  clock.at += 10 * SECOND;
  watch.sign();
  clock.at += 200 * SECOND;
  watch.sign();
  clock.at += 5 * SECOND;
  // 10 s, then 60 of 200 s, then 5 s.
  expect(watch.take()).toEqual({ durationMs: 75 * SECOND, idleMs: 140 * SECOND, hiddenMs: 0 });
});

test("time out of view is hidden, however short, and no idle time", () => {
  const { clock, watch } = started();
  clock.at += 8 * SECOND;
  watch.setVisible(false);
  clock.at += 20 * SECOND;
  watch.setVisible(true);
  clock.at += 2 * SECOND;
  expect(watch.take()).toEqual({ durationMs: 10 * SECOND, idleMs: 0, hiddenMs: 20 * SECOND });
});

test("each take begins anew", () => {
  const { clock, watch } = started();
  clock.at += 3 * SECOND;
  watch.take();
  clock.at += 4 * SECOND;
  expect(watch.take()).toEqual({ durationMs: 4 * SECOND, idleMs: 0, hiddenMs: 0 });
});

function started() {
  const clock = { at: 1_000_000 };
  return { clock, watch: createStopwatch(() => clock.at) };
}
