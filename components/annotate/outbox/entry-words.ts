import { entryTexts } from "@/components/annotate/texts/entries";
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
  if (notes === 0) return entryTexts.labels(labels);
  return labels === 0 ? entryTexts.notes(notes) : entryTexts.both(labels, notes);
}

/** "Labels", "Notes", "Labels and notes". */
export function kindsOf({ labels, notes }: EntryCount): string {
  const { kinds } = entryTexts;
  if (notes === 0) return kinds.labels;
  return labels === 0 ? kinds.notes : kinds.both;
}
