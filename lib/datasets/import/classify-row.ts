import type { EncodedComparison } from "@/lib/datasets/content-hash";
import type { RowProblem } from "@/lib/datasets/schema";
import type { KnownComparison } from "./find-known";

/** What a row's comparison is to the project. `mirrored`: stored with A and B exchanged, so the row's labels are turned. */
export type RowIdentity =
  | { kind: "new" }
  | { kind: "known"; comparisonId: string; mirrored: boolean }
  | { kind: "refused"; problem: RowProblem };

/** Tells whether a comparison is new, known, or contradicts the one that is stored under its id. */
export function classifyRow(
  encoded: Pick<EncodedComparison, "content" | "contentSwapped" | "identityKey">,
  known: KnownComparison | undefined,
): RowIdentity {
  if (!known) return { kind: "new" };
  if (known.contentHash === encoded.content) return { kind: "known", comparisonId: known.id, mirrored: false };
  if (known.contentHash === encoded.contentSwapped) return { kind: "known", comparisonId: known.id, mirrored: true };
  return {
    kind: "refused",
    problem: {
      column: "id",
      reason: `A comparison with the id "${encoded.identityKey.slice("id:".length)}" is there already, with other texts or models.`,
      mend: "Give the row an id of its own, or correct its texts; a stored comparison is never changed.",
    },
  };
}
