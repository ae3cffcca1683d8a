import { expect, test } from "vitest";
import { countKinds, kindsOf, quantityOf } from "./entry-words";

const label = {
  eventId: "a",
  token: "t",
  criterionId: "c",
  decidedAt: "",
  answer: "UNSURE" as const,
  durationMs: 1,
  idleMs: 0,
  hiddenMs: 0,
};
const note = { eventId: "b", token: "t", note: "FLAG" as const, kind: "broken" as const, text: "" };

test("labels and notes are counted apart and called what they are", () => {
  const both = countKinds([{ label }, { label: note }, { label }]);
  expect(both).toEqual({ labels: 2, notes: 1 });
  expect([both, { labels: 0, notes: 2 }, { labels: 1, notes: 0 }, { labels: 0, notes: 0 }].map(quantityOf)).toEqual([
    "2 labels and 1 note",
    "2 notes",
    "1 label",
    "0 labels",
  ]);
  expect([both, { labels: 0, notes: 2 }, { labels: 1, notes: 0 }].map(kindsOf)).toEqual(["Labels and notes", "Notes", "Labels"]);
});
