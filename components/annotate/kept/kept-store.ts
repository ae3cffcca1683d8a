import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Queue, QueueItem } from "@/lib/rounds/types";

/** What a round's page needs beside its comparisons. */
export type KeptFacts = Omit<Queue, "items">;

interface KeptRound {
  /** `user/round`. */
  scope: string;
  userId: string;
  roundId: string;
  /** When the round was last open on this device; milliseconds since 1970 by its clock. */
  keptAt: number;
  facts: KeptFacts;
}

interface KeptSchema extends DBSchema {
  /** One row: whose device this is, the person who was signed in last. */
  person: { key: string; value: string };
  rounds: { key: string; value: KeptRound };
  /** Comparisons as they were served to the person, rendered. */
  items: {
    key: [scope: string, itemKey: string];
    value: { scope: string; key: string; item: QueueItem };
    indexes: { scope: string };
  };
}

const NAME = "concord-kept";
const HERE = "here";
/** Texts of a round that was not open for so long are removed. */
const LONGEST_MILLISECONDS = 7 * 86_400_000;

/** A round as this device can show it without a network. */
export interface KeptQueue {
  userId: string;
  queue: Queue;
}

/** What changed in a round since it was kept last. */
export interface KeptChange {
  facts: KeptFacts;
  put: readonly QueueItem[];
  /** Keys of comparisons that are no longer wanted. */
  drop: readonly string[];
}

/**
 * Makes this the device of a person: whatever was kept for anybody else is removed. The labels of others that wait to be sent are not
 * here and stay.
 */
export async function claimDevice(userId: string): Promise<void> {
  await withStore(async (store) => {
    const transaction = store.transaction(["person", "rounds", "items"], "readwrite");
    await transaction.objectStore("person").put(userId, HERE);
    for (const round of await transaction.objectStore("rounds").getAll()) {
      if (round.userId === userId && Date.now() - round.keptAt < LONGEST_MILLISECONDS) continue;
      await transaction.objectStore("rounds").delete(round.scope);
      await transaction.objectStore("items").delete(itemsOf(round.scope));
    }
    await transaction.done;
  });
}

/** Keeps what changed in a round, if the device is still the person's. */
export async function keepRound(userId: string, roundId: string, { facts, put, drop }: KeptChange): Promise<void> {
  const scope = `${userId}/${roundId}`;
  await withStore(async (store) => {
    const transaction = store.transaction(["person", "rounds", "items"], "readwrite");
    if ((await transaction.objectStore("person").get(HERE)) === userId) {
      await transaction.objectStore("rounds").put({ scope, userId, roundId, keptAt: Date.now(), facts });
      for (const item of put) await transaction.objectStore("items").put({ scope, key: item.key, item });
      for (const key of drop) await transaction.objectStore("items").delete([scope, key]);
    }
    await transaction.done;
  });
}

/** Keys of the comparisons that are kept of a round. */
export async function listKept(userId: string, roundId: string): Promise<string[]> {
  return withStore(async (store) =>
    (await store.getAllKeysFromIndex("items", "scope", `${userId}/${roundId}`)).map(([, key]) => key),
  );
}

/** A round as it was kept for the person whose device this is; null when nothing is. */
export async function readKept(roundId: string): Promise<KeptQueue | null> {
  return withStore(async (store) => {
    const userId = await store.get("person", HERE);
    const round = userId === undefined ? undefined : await store.get("rounds", `${userId}/${roundId}`);
    if (!round || Date.now() - round.keptAt > LONGEST_MILLISECONDS) return null;
    const rows = await store.getAllFromIndex("items", "scope", round.scope);
    return { userId: round.userId, queue: { ...round.facts, items: rows.map(({ item }) => item) } };
  });
}

/** Removes what is kept of one round: the person may not see it any more. */
export async function forgetRound(userId: string, roundId: string): Promise<void> {
  const scope = `${userId}/${roundId}`;
  await withStore(async (store) => {
    const transaction = store.transaction(["rounds", "items"], "readwrite");
    await transaction.objectStore("rounds").delete(scope);
    await transaction.objectStore("items").delete(itemsOf(scope));
    await transaction.done;
  });
}

/** Removes everything that is kept to be read: at sign-out, and where labels need the room. */
export async function forgetKept(): Promise<void> {
  await withStore(async (store) => {
    const transaction = store.transaction(["person", "rounds", "items"], "readwrite");
    for (const name of ["person", "rounds", "items"] as const) await transaction.objectStore(name).clear();
    await transaction.done;
  });
}

function itemsOf(scope: string): IDBKeyRange {
  return IDBKeyRange.bound([scope], [scope, []]);
}

let opened: Promise<IDBPDatabase<KeptSchema>> | null = null;

async function withStore<T>(work: (store: IDBPDatabase<KeptSchema>) => Promise<T>): Promise<T> {
  opened ??= openDB<KeptSchema>(NAME, 1, {
    upgrade(fresh) {
      fresh.createObjectStore("person");
      fresh.createObjectStore("rounds", { keyPath: "scope" });
      fresh.createObjectStore("items", { keyPath: ["scope", "key"] }).createIndex("scope", "scope");
    },
    terminated() {
      opened = null;
    },
  });
  try {
    return await work(await opened);
  } catch (error) {
    opened = null;
    throw error;
  }
}
