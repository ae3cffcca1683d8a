import { formatQuantity } from "@/lib/format";
import type { OutboxEntry } from "./outbox-store";

/** How many entries are labels, and how many are notes: flags, questions and edited responses. */
export interface EntryCount {
  labels: number;
  notes: number;
}

/** Counts entries by what they are. */
export function countKinds(entries: readonly Pick<OutboxEntry, "label">[]): EntryCount {
  const notes = entries.filter(({ label }) => "note" in label).length;
  return { labels: entries.length - notes, notes };
}

/** "2 labels and 1 note", "1 note"; "0 labels" for none. */
export function quantityOf({ labels, notes }: EntryCount): string {
  if (notes === 0) return formatQuantity(labels, "label");
  return labels === 0 ? formatQuantity(notes, "note") : `${formatQuantity(labels, "label")} and ${formatQuantity(notes, "note")}`;
}

/** "Labels", "Notes", "Labels and notes". */
export function kindsOf({ labels, notes }: EntryCount): string {
  if (notes === 0) return "Labels";
  return labels === 0 ? "Notes" : "Labels and notes";
}
