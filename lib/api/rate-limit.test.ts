import { expect, test } from "vitest";
import { RateLimit } from "./rate-limit";

test("a caller may spend a minute's allowance at once, then has to wait for its next part", () => {
  const limit = new RateLimit(60);
  for (let i = 0; i < 60; i++) limit.take("a", 1000);
  expect(() => limit.take("a", 1000)).toThrow(expect.objectContaining({ code: "rate_limited", retryAfterSeconds: 1 }));
  // One a second comes back; refused requests cost nothing.
  expect(() => limit.take("a", 2000)).not.toThrow();
  expect(() => limit.take("a", 2000)).toThrow();
  // Ten minutes later no more than the whole allowance is there.
  for (let i = 0; i < 60; i++) limit.take("a", 602_000);
  expect(() => limit.take("a", 602_000)).toThrow();
});

test("callers have allowances of their own", () => {
  const limit = new RateLimit(1);
  limit.take("a", 0);
  expect(() => limit.take("b", 0)).not.toThrow();
  // 1 a minute: 15 seconds are a quarter of it, and three quarters are to come.
  expect(() => limit.take("a", 15_000)).toThrow(expect.objectContaining({ retryAfterSeconds: 45 }));
});
