import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { forgetKept } from "@/components/annotate/kept/kept-store";
import { createMemoryStore, type OutboxEntry, type OutboxStore, withSpare } from "./outbox-store";

interface OutboxSchema extends DBSchema {
  /** Keyed by a number that grows, so that two decisions on one comparison keep their order when the clock is set back. */
  labels: { key: number; value: OutboxEntry; indexes: { scope: string; eventId: string } };
}

// "complete" of a relaxed transaction may only mean that the operating system has it.
const STRICT = { durability: "strict" } as const;

/** The outbox in IndexedDB; what that cannot take, or all where the browser forbids storage, in memory. */
export async function openOutboxStore(): Promise<OutboxStore> {
  try {
    return withSpare(await openDurableStore());
  } catch {
    return createMemoryStore();
  }
}

/** The rounds of a person, as scopes, of which something is on this device and not sent; none where the browser keeps nothing. */
export async function listUnsentScopes(userId: string): Promise<string[]> {
  const database = await openDatabase();
  const keys = IDBKeyRange.bound(`${userId}/`, `${userId}/\uffff`);
  const entries = await database.getAllFromIndex("labels", "scope", keys);
  database.close();
  return [...new Set(entries.map(({ scope }) => scope))];
}

function openDatabase(): Promise<IDBPDatabase<OutboxSchema>> {
  return openDB<OutboxSchema>("concord-outbox", 1, {
    upgrade(fresh) {
      const labels = fresh.createObjectStore("labels", { autoIncrement: true });
      labels.createIndex("scope", "scope");
      labels.createIndex("eventId", "eventId", { unique: true });
    },
  });
}

async function openDurableStore(): Promise<OutboxStore> {
  // Asked once; a browser may say no, and then clears what waits here only when it runs out of space.
  void navigator.storage?.persist?.().catch(() => false);
  const database = await openDatabase();
  const change = () => database.transaction("labels", "readwrite", STRICT);
  return {
    isDurable: true,
    add: async (entries) => {
      const add = async () => {
        const transaction = change();
        await Promise.all([...entries.map((entry) => transaction.store.add(entry)), transaction.done]);
      };
      try {
        await add();
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== "QuotaExceededError") throw error;
        // A label comes before a text that can be fetched again.
        await forgetKept();
        await add();
      }
    },
    // The entries of an index are in the order of their keys, which is the order in which they came.
    list: (scope) => database.getAllFromIndex("labels", "scope", scope),
    remove: async (eventIds) => {
      const transaction = change();
      for (const eventId of eventIds) {
        const key = await transaction.store.index("eventId").getKey(eventId);
        if (key !== undefined) await transaction.store.delete(key);
      }
      await transaction.done;
    },
    setRefusal: async (eventId, refusal) => {
      const transaction = change();
      const cursor = await transaction.store.index("eventId").openCursor(eventId);
      if (cursor) await cursor.update({ ...cursor.value, refusal });
      await transaction.done;
    },
  };
}
