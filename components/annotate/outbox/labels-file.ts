import type { QueueRound } from "@/lib/rounds/types";
import type { OutboxEntry } from "./outbox-store";

/** Whose labels and of which round, as the file says it. */
export interface LabelsFileOrigin {
  userId: string;
  roundId: string;
  /** Null where the round can no longer be opened. */
  projectName: string | null;
  roundName: string | null;
}

/** The origin of a person's labels in a round that is on the screen. */
export function originOf({ id, name, projectName }: QueueRound, userId: string): LabelsFileOrigin {
  return { userId, roundId: id, projectName, roundName: name };
}

/**
 * Labels that could not be handed in, as JSON lines in the order in which they were made: for the researcher, who finds its fields in
 * `docs/operations.md`. What a label judged is sealed in its token, so the file tells nobody which response stood where.
 */
export function toLabelsFile(
  entries: readonly OutboxEntry[],
  origin: LabelsFileOrigin,
  now = new Date(),
): { name: string; text: string } {
  const lines = entries.map(({ scope: _, answer, refusal, at, ...entry }, index) =>
    JSON.stringify({
      format: "concord-unsent-labels",
      version: 1,
      ...origin,
      sequence: index + 1,
      decidedAt: new Date(at).toISOString(),
      state: refusal === null ? "waiting" : "refused",
      refusal,
      shown: answer,
      ...entry,
    }),
  );
  const words = [origin.projectName, origin.roundName ?? origin.roundId].filter((word) => word !== null).map(toSlug);
  const name = ["concord-unsent-labels", ...words, now.toISOString().slice(0, 10)].filter(Boolean).join("_");
  return { name: `${name}.jsonl`, text: `${lines.join("\n")}\n` };
}

/** Hands the file to the person's browser. */
export function saveLabelsFile(entries: readonly OutboxEntry[], origin: LabelsFileOrigin): void {
  const { name, text } = toLabelsFile(entries, origin);
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

function toSlug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
}
