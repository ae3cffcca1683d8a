import { expect, test } from "vitest";
import { toScale } from "@/lib/labels/scale";
import { compare, type Differences, type Stored } from "./compare";
import type { Entry } from "./ledger";

const ledger: Entry[] = [
  { kind: "intent", eventId: "e1", label: "a1:c", press: { side: "RIGHT", level: 3 } },
  { kind: "ack", eventId: "e1", status: "stored" },
  { kind: "intent", eventId: "e2", label: "a2:c", press: { side: "LEFT", level: 1 } },
  { kind: "ack", eventId: "e2", status: "known" },
  { kind: "intent", eventId: "e3", label: "a1:c", press: { side: "LEFT", level: 2 } },
  { kind: "ack", eventId: "e3", status: "stored" },
  { kind: "intent", eventId: "e4", label: "a2:c", press: null },
  { kind: "ack", eventId: "e4", status: "stored" },
];

function stored(): { -readonly [K in keyof Stored]: Stored[K] } {
  return {
    scale: toScale("HH_HELPFUL"),
    labels: [
      {
        label: "a1:c",
        labelId: "l1",
        answer: "PREFERENCE",
        score: 2,
        clickedSide: "LEFT",
        clickedLevel: 2,
        // B was on the left.
        presentedSwapped: true,
        polarity: "BETTER",
      },
    ],
    events: [
      {
        eventId: "e1",
        labelId: "l1",
        before: null,
        after: { answer: "PREFERENCE", score: -3, clickedSide: "RIGHT", submittedAt: "t1" },
      },
      {
        eventId: "e2",
        labelId: "l2",
        before: null,
        after: { answer: "PREFERENCE", score: -1, clickedSide: "LEFT", submittedAt: "t2" },
      },
      {
        eventId: "e3",
        labelId: "l1",
        before: { submittedAt: "t1" },
        after: { answer: "PREFERENCE", score: 2, clickedSide: "LEFT", submittedAt: "t3" },
      },
      { eventId: "e4", labelId: "l2", before: { submittedAt: "t2" }, after: null },
    ],
    assignments: [
      { assignment: "a1", state: "DONE", labels: 1 },
      { assignment: "a2", state: "OPEN", labels: 0 },
    ],
    items: [
      { comparison: "c1", overlap: 1, open: 0, live: 1, people: 1 },
      { comparison: "c2", overlap: 2, open: 1, live: 1, people: 1 },
    ],
  };
}

function found(differences: Differences): string[] {
  return Object.entries(differences).flatMap(([name, list]) => (list.length > 0 ? [name] : []));
}

test("a database that holds what was promised differs in nothing", () => {
  expect(found(compare([ledger], stored()))).toEqual([]);
});

test("an acknowledged event that is not there is lost, and so is an acknowledged label", () => {
  const without = stored();
  without.events = without.events.filter((event) => event.eventId !== "e2");
  expect(found(compare([ledger], without))).toEqual(["lost"]);
  const bare = stored();
  bare.labels = [];
  bare.assignments = [{ assignment: "a1", state: "OPEN", labels: 0 }];
  expect(found(compare([ledger], bare))).toEqual(["lost"]);
});

test("an intent in flight at the end that was never acknowledged may be there or not, but must be answered", () => {
  const flying: Entry[] = [...ledger, { kind: "intent", eventId: "e5", label: "a3:c", press: { side: "LEFT", level: 1 } }];
  expect(found(compare([flying], stored()))).toEqual(["refused"]);
});

test("what is there twice is a duplicate", () => {
  const twice = stored();
  twice.events = [...twice.events, twice.events[0]!];
  expect(found(compare([ledger], twice))).toEqual(["duplicate"]);
  const labels = stored();
  labels.labels = [...labels.labels, labels.labels[0]!];
  expect(found(compare([ledger], labels))).toEqual(["duplicate"]);
});

test("what nobody meant is a phantom", () => {
  const more = stored();
  more.events = [...more.events, { eventId: "e9", labelId: "l9", before: null, after: null }];
  expect(found(compare([ledger], more))).toEqual(["phantom"]);
});

test("another press, a label that was taken back, and a score that the press does not mean are changes", () => {
  for (const change of [{ clickedLevel: 3 }, { score: -2 }, { presentedSwapped: false }]) {
    const other = stored();
    other.labels = [{ ...other.labels[0]!, ...change }];
    expect(found(compare([ledger], other))).toContain("changed");
  }
  const back = stored();
  back.labels = [...back.labels, { ...back.labels[0]!, label: "a2:c", labelId: "l2" }];
  expect(found(compare([ledger], back))).toContain("changed");
});

test("a label that none of its events made is unaudited", () => {
  const other = stored();
  other.events = other.events.map((event) =>
    event.eventId === "e3" ? { ...event, after: { ...event.after, score: 4 } } : event,
  );
  expect(found(compare([ledger], other))).toEqual(["unaudited"]);
  const early = stored();
  early.labels = [{ ...early.labels[0]!, score: -3, clickedSide: "RIGHT", clickedLevel: 3 }];
  // The first value, though a later event replaced it.
  expect(found(compare([ledger], early))).toContain("unaudited");
});

test("an assignment that is open with a label, or done without, is adrift", () => {
  const open = stored();
  open.assignments = [{ assignment: "a1", state: "OPEN", labels: 1 }];
  expect(found(compare([ledger], open))).toEqual(["adrift"]);
});

test("a comparison with more or fewer places than its overlap, or twice with one person, is inexact", () => {
  for (const change of [{ live: 2, people: 2 }, { open: 1 }, { live: 0, people: 0 }, { people: 2 }]) {
    const other = stored();
    other.items = [{ ...other.items[0]!, ...change }];
    expect(found(compare([ledger], other))).toEqual(["inexact"]);
  }
});

test("a refusal is reported with its message", () => {
  const refused: Entry[] = [...ledger, { kind: "refused", eventId: "e8", message: "closed" }];
  expect(compare([refused], stored()).refused).toEqual(["e8: closed"]);
});
