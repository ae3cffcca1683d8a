import type { OutboxEntry } from "@/components/annotate/outbox/outbox-store";
import { newEntry } from "@/components/annotate/use-decisions";
import type { FlagKind } from "@/lib/notes/schema";
import type { QueueItem } from "@/lib/rounds/types";

/** A note about a comparison, before it has an id and a place. */
export type Note =
  | { note: "FLAG"; kind: FlagKind; text: string }
  | { note: "QUESTION"; text: string }
  | { note: "EDIT"; criterionId: string; side: "LEFT" | "RIGHT"; text: string };

/** A note as an entry of the outbox. */
export function toNoteEntry(scope: string, item: QueueItem, note: Note): OutboxEntry {
  const entry = newEntry(scope, item.key);
  const { eventId, at } = entry;
  const common = { eventId, token: item.token };
  const label = note.note === "EDIT" ? { ...common, ...note, decidedAt: new Date(at).toISOString() } : { ...common, ...note };
  return { ...entry, label, answer: null };
}
