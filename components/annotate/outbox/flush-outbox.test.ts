import { expect, test } from "vitest";
import type { SubmittedLabel } from "@/lib/labels/schema";
import { flushOutbox, type SendResult } from "./flush-outbox";
import { createMemoryStore, type OutboxEntry, type OutboxStore, type Sent, withSpare } from "./outbox-store";

test("what is acknowledged leaves, whether it is new or known", async () => {
  const store = await filled(3);
  const result = await flushOutbox(
    store,
    "me/round",
    answering((id) => ({ eventId: id, status: id === "e2" ? "known" : "stored" })),
  );
  expect(result).toEqual({ end: "empty", acknowledged: 3, replaced: [], withdrawn: [], retryAfterSeconds: null });
  expect(await store.list("me/round")).toEqual([]);
});

test.each<SendResult>([{ kind: "offline" }, { kind: "signed-out" }, { kind: "busy", retryAfterSeconds: 7 }])(
  "after $kind every label is still there",
  async (answer) => {
    const store = await filled(2);
    const result = await flushOutbox(store, "me/round", async () => answer);
    expect(result.end).toBe(answer.kind);
    expect(result.retryAfterSeconds).toBe(answer.kind === "busy" ? 7 : null);
    expect((await store.list("me/round")).map(({ eventId }) => eventId)).toEqual(["e1", "e2"]);
  },
);

test("an answer that took the place of one from elsewhere is told, if this device knew of none", async () => {
  const store = createMemoryStore();
  await store.add([
    { ...entry(1), itemKey: "first", isFirst: true },
    { ...entry(2), isFirst: false },
    { ...entry(3), isFirst: true },
  ]);
  const { replaced } = await flushOutbox(
    store,
    "me/round",
    answering((id) => ({ eventId: id, status: "stored", ...(id === "e3" ? {} : { changed: true }) })),
  );
  expect(replaced).toEqual(["first"]);
});

test("an answer that came after its comparison was withdrawn is told, also when it is sent again", async () => {
  const store = createMemoryStore();
  await store.add([entry(1), { ...entry(2), itemKey: "second" }, { ...entry(3), itemKey: "third" }]);
  const { withdrawn } = await flushOutbox(
    store,
    "me/round",
    answering((id) => ({ eventId: id, status: id === "e2" ? "known" : "stored", ...(id === "e1" ? {} : { withdrawn: true }) })),
  );
  expect(withdrawn).toEqual(["second", "third"]);
  expect(await store.list("me/round")).toEqual([]);
});

test("a refused label stays with its reason and holds up no other", async () => {
  const store = await filled(2);
  await flushOutbox(
    store,
    "me/round",
    answering((id) =>
      id === "e1"
        ? { eventId: id, status: "refused", code: "conflict", message: "The round is closed." }
        : { eventId: id, status: "stored" },
    ),
  );
  expect((await store.list("me/round")).map(({ eventId, refusal }) => [eventId, refusal])).toEqual([
    ["e1", "The round is closed."],
  ]);
});

test("labels are sent oldest first, fifty a request, and nobody else's", async () => {
  const store = await filled(120);
  await store.add([{ ...entry(999), scope: "somebody/else" }]);
  const sent: string[][] = [];
  await flushOutbox(store, "me/round", async (labels) => {
    sent.push(labels.map(({ eventId }) => eventId));
    return { kind: "answered", acknowledgements: labels.map(({ eventId }) => ({ eventId, status: "stored" })) };
  });
  expect(sent.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(sent.flat()[0]).toBe("e1");
  expect(await store.list("somebody/else")).toHaveLength(1);
});

test("an answer that speaks of none of the labels acknowledges nothing and is not asked for again at once", async () => {
  const store = await filled(1);
  let calls = 0;
  const { end } = await flushOutbox(store, "me/round", async () => {
    calls++;
    return { kind: "answered", acknowledgements: [] };
  });
  expect([end, calls, (await store.list("me/round")).length]).toEqual(["busy", 1, 1]);
});

test("what the device cannot keep is kept in the page, sent like the rest, and said", async () => {
  const full = createMemoryStore();
  await full.add([entry(1)]);
  const store = withSpare({
    ...full,
    isDurable: true,
    add: async () => {
      throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
    },
  });
  expect(store.isDurable).toBe(true);
  await store.add([entry(2)]);
  expect(store.isDurable).toBe(false);
  expect((await store.list("me/round")).map(({ eventId }) => eventId)).toEqual(["e1", "e2"]);
  const { acknowledged } = await flushOutbox(
    store,
    "me/round",
    answering((eventId) => ({ eventId, status: "stored" })),
  );
  expect([acknowledged, await store.list("me/round")]).toEqual([2, []]);
});

test("entries keep the order in which they were made when the clock is set back", async () => {
  const store = createMemoryStore();
  await store.add([{ ...entry(1), at: 5_000 }]);
  await store.add([{ ...entry(2), at: 1_000 }]);
  expect((await store.list("me/round")).map(({ eventId }) => eventId)).toEqual(["e1", "e2"]);
});

test("a refused entry that is let go on is sent again", async () => {
  const store = await filled(1);
  await store.setRefusal("e1", "The round is closed.");
  await store.setRefusal("e1", null);
  const { acknowledged } = await flushOutbox(
    store,
    "me/round",
    answering((eventId) => ({ eventId, status: "stored" })),
  );
  expect(acknowledged).toBe(1);
});

test("a request that is refused as a whole is sent label by label, so that one bad label holds up no other", async () => {
  const store = await filled(3);
  const sizes: number[] = [];
  const { end, acknowledged } = await flushOutbox(store, "me/round", async (labels) => {
    sizes.push(labels.length);
    if (labels.some(({ eventId }) => eventId === "e2")) return { kind: "refused", message: "The request is too large." };
    return { kind: "answered", acknowledgements: labels.map(({ eventId }) => ({ eventId, status: "stored" })) };
  });
  expect([sizes, end, acknowledged]).toEqual([[3, 1, 1, 1], "empty", 2]);
  expect((await store.list("me/round")).map(({ eventId, refusal }) => [eventId, refusal])).toEqual([
    ["e2", "The request is too large."],
  ]);
});

async function filled(count: number): Promise<OutboxStore> {
  const store = createMemoryStore();
  for (let i = 1; i <= count; i++) await store.add([entry(i)]);
  return store;
}

function entry(i: number): OutboxEntry {
  const eventId = `e${i}`;
  const label: SubmittedLabel = {
    eventId,
    token: "t",
    criterionId: "c",
    decidedAt: new Date(i).toISOString(),
    answer: "UNSURE",
    durationMs: 1,
    idleMs: 0,
  };
  return { eventId, scope: "me/round", itemKey: "k", label, answer: null, at: i, refusal: null };
}

function answering(
  each: (eventId: string) => Extract<SendResult, { kind: "answered" }>["acknowledgements"][number],
): (labels: Sent[]) => Promise<SendResult> {
  return async (labels) => ({ kind: "answered", acknowledgements: labels.map(({ eventId }) => each(eventId)) });
}
