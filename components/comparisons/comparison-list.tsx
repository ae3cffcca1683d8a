import Link from "next/link";
import { ScoreStrip } from "@/components/charts/score-strip";
import { Kbd } from "@/components/ui/kbd";
import type { ListedComparison, ListedLabel } from "@/lib/comparisons/types";
import { formatQuantity } from "@/lib/format";
import { toAnswerText } from "./answer-text";
import { toComparisonTitle } from "./comparison-title";
import { KeyList } from "./key-list";

export interface ComparisonListProps {
  label: string;
  comparisons: readonly ListedComparison[];
  hrefOf: (comparison: ListedComparison) => string;
  /** Baselines say little of a single comparison; shown where the list is about one. */
  withBaselines: boolean;
}

/** Comparisons with what everyone said of them on the signed scale, each a way to the whole comparison. */
export function ComparisonList({ label, comparisons, hrefOf, withBaselines }: ComparisonListProps) {
  return (
    <>
      <ListHead />
      <KeyList label={label} className="b-list">
        {comparisons.map((comparison) => (
          <li key={comparison.id}>
            <Link prefetch={false} href={hrefOf(comparison)} className="b-row">
              <ScoreStrip marks={toMarks(comparison.labels, withBaselines)} />
              <span className="min-w-0">
                <span className="b-text">{comparison.excerpt || "an empty prompt"}</span>
                <span className="b-meta">{toMeta(comparison)}</span>
              </span>
            </Link>
          </li>
        ))}
      </KeyList>
    </>
  );
}

/** The head of the list: which end of the scale is whose. */
function ListHead() {
  return (
    <div className="b-head" aria-hidden="true">
      <span>
        <span>A far better</span>
        <span>B far better</span>
      </span>
      <span>
        What was asked; people’s scores stand above the line, judges’ below <Kbd>J</Kbd> <Kbd>K</Kbd> <Kbd>Enter</Kbd>
      </span>
    </div>
  );
}

function toMarks(labels: readonly ListedLabel[], withBaselines: boolean) {
  return labels.flatMap(({ kind, name, score }) =>
    score === null || (kind === "BASELINE" && !withBaselines) ? [] : { kind, name, score },
  );
}

function toMeta(comparison: ListedComparison): string {
  const [a, b] = comparison.models;
  const without = comparison.labels.filter((each) => each.score === null);
  return [
    toComparisonTitle(comparison),
    comparison.earlierMessages > 0 ? formatQuantity(comparison.earlierMessages, "earlier turn") : null,
    a && b ? `${a} and ${b}` : null,
    ...without.map((each) => `${each.name} ${toAnswerText(each)}`),
    comparison.withdrawn ? "withdrawn" : null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
