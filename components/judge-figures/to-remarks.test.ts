import { expect, test } from "vitest";
import type { Figure } from "@/lib/agreement/types";
import { toRemarks } from "./to-remarks";

type Asked = Parameters<typeof toRemarks>[0];

const figure = (estimate: number | null, low: number | null = null, high: number | null = null): Figure => ({
  estimate,
  low,
  high,
  level: 0.95,
  method: "cluster bootstrap of 2,000, seed 1",
  reason: null,
  n: { comparisons: 40, labels: 80, annotators: 2, clusters: 40, dropped: 0 },
});

function asked(answers: Partial<Asked["answers"]>, more: Record<string, unknown> = {}): Asked {
  return {
    annotator: { id: "j", name: "Heron v3", kind: "AI", origin: "HERE", judge: null, labels: 40, comparisons: 40, unreadable: 0 },
    answers: { total: 40, preferA: 20, ties: 0, preferB: 20, unsettled: 0, unreadable: 0, soft: 40, ...answers },
    people: 2,
    alwaysLargest: figure(0.6),
    // Only what the remarks read stands here.
    agreement: {
      pairs: 80,
      comparisons: 40,
      cohenKappa: figure(0.5, 0.3, 0.7),
      againstEachHuman: figure(0.75),
      position: { firstShare: figure(0.5, 0.4, 0.6), consistent: figure(0.9) },
      ...more,
    } as Asked["agreement"],
  };
}

const titles = (of: Asked) => toRemarks(of).map(({ title }) => title);

test("toRemarks says nothing of a judge about which nothing must be said", () => {
  expect(titles(asked({}))).toEqual([]);
});

test("toRemarks says plainly what a judge's labels are worth that say one thing, or nothing", () => {
  expect(titles(asked({ total: 0 }))).toEqual(["Heron v3 has no label on this criterion."]);
  expect(titles(asked({ preferB: 0, preferA: 40 }))).toEqual(["It always prefers A."]);
  expect(titles(asked({ preferA: 0, preferB: 0, ties: 40 }))).toEqual(["All 40 of its labels are ties."]);
  expect(titles({ ...asked({ preferA: 0, preferB: 0, unreadable: 40 }), agreement: null })).toEqual([
    "Not one of its verdicts could be read.",
    "No comparison has a label of a person and of this judge that count.",
  ]);
  expect(titles(asked({ preferA: 0, preferB: 0, unsettled: 30, unreadable: 10 }))[1]).toBe(
    "Its two orders contradict each other on every comparison.",
  );
});

test("toRemarks tells a judge that knows nothing, with what a constant answer would reach", () => {
  const [remark] = toRemarks(asked({}, { cohenKappa: figure(0.02, -0.1, 0.14), againstEachHuman: figure(0.52) }));
  expect(remark?.title).toBe("It does not agree with people beyond chance.");
  expect(remark?.text).toMatch(/in 52\s%/);
  expect(remark?.text).toMatch(/in 60\s%/);
});

test("toRemarks says when nobody is there to be held against, and when the place decides", () => {
  expect(titles({ ...asked({}), people: 0, agreement: null })).toEqual(["No person has labelled this criterion."]);
  const position = { firstShare: figure(0.97, 0.9, 0.99), consistent: figure(0.06) };
  expect(titles(asked({}, { position }))).toEqual([
    "The place in the prompt decides for it: it prefers the response listed first.",
  ]);
});
