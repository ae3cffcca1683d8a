import type { SubmittedLabel } from "@/lib/labels/schema";
import type { OwnAnswer } from "@/lib/rounds/types";

/** A decision on its way: kept on this device until the server has acknowledged it. */
export interface OutboxEntry {
  eventId: string;
  /** Whose and of which round: `user/round`. Nobody else's entries are ever read or sent. */
  scope: string;
  itemKey: string;
  label: SubmittedLabel;
  /** What the screen showed for it; null for an answer taken back. */
  answer: OwnAnswer | null;
  /** Milliseconds since 1970, for the order of sending. */
  at: number;
  /** Set when the server refused it: why. It is then kept until the person has seen it. */
  refusal: string | null;
}

/** Where decisions wait. Writing resolves when the entry is durable. */
export interface OutboxStore {
  /** False when this browser keeps nothing: entries then live as long as the page. */
  durable: boolean;
  add: (entry: OutboxEntry) => Promise<void>;
  /** The entries of a scope in the order in which they were made. */
  list: (scope: string) => Promise<OutboxEntry[]>;
  remove: (eventIds: readonly string[]) => Promise<void>;
  refuse: (eventId: string, refusal: string) => Promise<void>;
}

/** A store in memory, where the browser has no other. */
export function createMemoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    durable: false,
    add: async (entry) => void entries.set(entry.eventId, entry),
    list: async (scope) => [...entries.values()].filter((entry) => entry.scope === scope).sort((a, b) => a.at - b.at),
    remove: async (eventIds) => eventIds.forEach((id) => void entries.delete(id)),
    refuse: async (eventId, refusal) => {
      const entry = entries.get(eventId);
      if (entry) entries.set(eventId, { ...entry, refusal });
    },
  };
}
