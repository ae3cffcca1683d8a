import type { SubmittedLabel } from "@/lib/labels/schema";
import type { SubmittedNote } from "@/lib/notes/schema";
import type { OwnAnswer } from "@/lib/rounds/types";

/** What a person sends from a round: a label, or a note about a comparison. */
export type Sent = SubmittedLabel | SubmittedNote;

/** A decision on its way: kept on this device until the server has acknowledged it. */
export interface OutboxEntry {
  eventId: string;
  /** Whose and of which round: `user/round`. Nobody else's entries are ever read or sent. */
  scope: string;
  itemKey: string;
  /** Called so since only labels were sent. */
  label: Sent;
  /** What the screen showed for it; null for an answer taken back, and for a note. */
  answer: OwnAnswer | null;
  /** As far as this device knew, the question had no answer before. */
  isFirst?: boolean;
  /** Milliseconds since 1970, by this device's clock; for people to read. The order of sending does not rest on it. */
  at: number;
  /** Set when the server refused it: why. It is then kept until the person has seen it. */
  refusal: string | null;
}

/** Where decisions wait. */
export interface OutboxStore {
  /** False when this browser keeps nothing (any more): new entries then live as long as the page. */
  readonly isDurable: boolean;
  /** Resolves when the entries are kept, all of them or none. */
  add: (entries: readonly OutboxEntry[]) => Promise<void>;
  /** The entries of a scope in the order in which they were added, whatever the clock said. */
  list: (scope: string) => Promise<OutboxEntry[]>;
  remove: (eventIds: readonly string[]) => Promise<void>;
  /** Sets why an entry was refused; null lets it be sent again. */
  setRefusal: (eventId: string, refusal: string | null) => Promise<void>;
}

/** A store in memory, where the browser has no other. */
export function createMemoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    isDurable: false,
    add: async (added) => {
      for (const entry of added) entries.set(entry.eventId, entry);
    },
    list: async (scope) => [...entries.values()].filter((entry) => entry.scope === scope),
    remove: async (eventIds) => {
      for (const id of eventIds) entries.delete(id);
    },
    setRefusal: async (eventId, refusal) => {
      const entry = entries.get(eventId);
      if (entry) entries.set(eventId, { ...entry, refusal });
    },
  };
}

/**
 * A store that never loses an entry for want of space: what `primary` cannot take (storage full, database gone) is kept in `spare`, and
 * from then on the store says that it is not durable.
 */
export function withSpare(primary: OutboxStore, spare: OutboxStore = createMemoryStore()): OutboxStore {
  let isDurable = primary.isDurable;
  const tryPrimary = async <T>(work: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await work();
    } catch {
      isDurable = false;
      return instead;
    }
  };
  return {
    get isDurable() {
      return isDurable;
    },
    add: async (entries) => {
      const isKept = await tryPrimary(async () => {
        await primary.add(entries);
        return true;
      }, false);
      if (!isKept) await spare.add(entries);
    },
    list: async (scope) => [...(await tryPrimary(() => primary.list(scope), [])), ...(await spare.list(scope))],
    remove: async (eventIds) => {
      await tryPrimary(() => primary.remove(eventIds), undefined);
      await spare.remove(eventIds);
    },
    setRefusal: async (eventId, refusal) => {
      await tryPrimary(() => primary.setRefusal(eventId, refusal), undefined);
      await spare.setRefusal(eventId, refusal);
    },
  };
}
