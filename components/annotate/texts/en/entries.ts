import { quantity } from "@/components/annotate/texts/forms";

const labelsOf = (n: number) => quantity(n, { one: "label", other: "labels" });
const notesOf = (n: number) => quantity(n, { one: "note", other: "notes" });

export const en = {
  labels: labelsOf,
  notes: notesOf,
  both: (labels: number, notes: number) => `${labelsOf(labels)} and ${notesOf(notes)}`,
  kinds: { labels: "Labels", notes: "Notes", both: "Labels and notes" },
};
