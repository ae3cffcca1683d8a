import type { ContentHashes } from "@/lib/datasets/content-hash";
import type { RowProblem } from "@/lib/datasets/schema";
import type { KnownComparison } from "./known-comparisons";

/** What a row's comparison is to the project. `mirrored`: stored with A and B exchanged, so the row's labels are turned. */
export type RowIdentity =
  | { kind: "new" }
  | { kind: "known"; comparisonId: string; mirrored: boolean }
  | { kind: "refused"; problem: RowProblem };

/** Tells whether a comparison is new, known, or contradicts the one that is stored under its id. */
export function classifyRow(hashes: ContentHashes, known: KnownComparison | undefined): RowIdentity {
  if (!known) return { kind: "new" };
  if (known.contentHash.equals(hashes.content)) return { kind: "known", comparisonId: known.id, mirrored: false };
  if (known.contentHash.equals(hashes.contentSwapped)) return { kind: "known", comparisonId: known.id, mirrored: true };
  return {
    kind: "refused",
    problem: {
      column: "id",
      reason: `A comparison with the id "${hashes.identityKey.slice("id:".length)}" is there already, with other texts or models.`,
      mend: "Give the row an id of its own, or correct its texts; a stored comparison is never changed.",
    },
  };
}
