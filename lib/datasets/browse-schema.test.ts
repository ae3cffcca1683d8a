import { expect, test } from "vitest";
import { readPageQuery } from "@/lib/http/page-query";
import { BrowseQuery, WithdrawInput } from "./browse-schema";

test("BrowseQuery reads one condition on metadata or several, and leaves empty fields out", () => {
  expect(readPageQuery(BrowseQuery, { q: " two  words ", meta: "a=b", only: "" })).toEqual({
    values: { q: "two  words", meta: ["a=b"] },
    problem: null,
  });
  expect(BrowseQuery.parse({ meta: ["", "a=b=c"] })).toEqual({ meta: ["a=b=c"] });
});

test.each([
  { meta: "category" },
  { meta: "=code" },
  { meta: Array.from({ length: 6 }, (_, n) => `a=${n}`) },
  { q: "\0" },
  { q: ["a", "b"] },
  { after: "1" },
  { only: "all" },
])("BrowseQuery refuses %j", (asked) => {
  expect(BrowseQuery.safeParse(asked).success).toBe(false);
});

test("WithdrawInput wants a reason of at most 500 characters", () => {
  const input = { project: "study", comparisonId: "01a212b6-f350-7f9c-8972-8f8b2cf85134" };
  expect(WithdrawInput.parse({ ...input, reason: " why " }).reason).toBe("why");
  expect(WithdrawInput.safeParse({ ...input, reason: "  " }).success).toBe(false);
  expect(WithdrawInput.safeParse({ ...input, reason: "x".repeat(501) }).success).toBe(false);
});
