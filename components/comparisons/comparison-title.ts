import type { ComparisonView } from "@/lib/comparisons/types";
import { formatCount, formatQuantity } from "@/lib/format";

interface Named {
  id: string;
  externalId: string | null;
  sourceRow?: number | null;
}

/** What a comparison is called on pages: by its source's id, else by its row in the file, else by the end of its own id. */
export function toComparisonTitle({ id, externalId, sourceRow }: Named): string {
  if (externalId) return `Comparison ${externalId}`;
  if (sourceRow) return `Comparison of row ${formatCount(sourceRow)}`;
  return `Comparison ${id.slice(-8)}`;
}

/** The line under the title: turn, rounds and the source's own words about it. */
export function describeComparison(comparison: ComparisonView): string {
  const { turnIndex, rounds, metadata, labels } = comparison;
  const { category } = metadata;
  return [
    typeof category === "string" ? category : null,
    turnIndex === null ? null : `turn ${formatCount(turnIndex)}`,
    ...rounds.map((round) => `round ${round.number}`),
    formatQuantity(labels.length, "label"),
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
