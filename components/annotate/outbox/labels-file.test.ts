import { expect, test } from "vitest";
import { toLabelsFile } from "./labels-file";
import type { OutboxEntry } from "./outbox-store";

const ORIGIN = { userId: "u", roundId: "r", projectName: "Helpful, Über & 日本", roundName: "Round 1" };

test("a file of unsent labels has a line for each, in their order, whatever the clock said", () => {
  const { name, text } = toLabelsFile(
    [entry("e1", 2_000_000_000_000, null), entry("e2", 1_000_000_000_000, "This round is closed.")],
    ORIGIN,
    new Date("2026-03-04T05:06:07Z"),
  );
  expect(name).toBe("concord-unsent-labels_helpful-über-日本_round-1_2026-03-04.jsonl");
  expect(text.endsWith("}\n")).toBe(true);
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { format: "concord-unsent-labels", version: 1, sequence: 1, eventId: "e1", state: "waiting", refusal: null, userId: "u" },
    { sequence: 2, eventId: "e2", state: "refused", refusal: "This round is closed.", label: { answer: "UNSURE" } },
  ]);
});

test("a round that can no longer be opened is named by its id", () => {
  const { name } = toLabelsFile([], { ...ORIGIN, projectName: null, roundName: null }, new Date(0));
  expect(name).toBe("concord-unsent-labels_r_1970-01-01.jsonl");
});

function entry(eventId: string, at: number, refusal: string | null): OutboxEntry {
  const label = { eventId, token: "t", criterionId: "c", decidedAt: "x", durationMs: 1, idleMs: 0, answer: "UNSURE" } as const;
  return { eventId, scope: "u/r", itemKey: "k", label, answer: null, at, refusal };
}
