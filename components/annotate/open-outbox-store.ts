import { type DBSchema, openDB } from "idb";
import { createMemoryStore, type OutboxEntry, type OutboxStore } from "./outbox-store";

interface OutboxSchema extends DBSchema {
  labels: { key: string; value: OutboxEntry; indexes: { scope: string } };
}

// "complete" of a relaxed transaction may only mean that the operating system has it.
const STRICT = { durability: "strict" } as const;

/** The outbox in IndexedDB, or one in memory where the browser forbids storage. */
export async function openOutboxStore(): Promise<OutboxStore> {
  try {
    const database = await openDB<OutboxSchema>("concord-outbox", 1, {
      upgrade(fresh) {
        fresh.createObjectStore("labels", { keyPath: "eventId" }).createIndex("scope", "scope");
      },
    });
    return {
      durable: true,
      add: async (entry) => {
        const transaction = database.transaction("labels", "readwrite", STRICT);
        await Promise.all([transaction.store.put(entry), transaction.done]);
      },
      list: async (scope) => (await database.getAllFromIndex("labels", "scope", scope)).sort((a, b) => a.at - b.at),
      remove: async (eventIds) => {
        const transaction = database.transaction("labels", "readwrite", STRICT);
        await Promise.all([...eventIds.map((id) => transaction.store.delete(id)), transaction.done]);
      },
      refuse: async (eventId, refusal) => {
        const transaction = database.transaction("labels", "readwrite", STRICT);
        const entry = await transaction.store.get(eventId);
        if (entry) await transaction.store.put({ ...entry, refusal });
        await transaction.done;
      },
    };
  } catch {
    return createMemoryStore();
  }
}
