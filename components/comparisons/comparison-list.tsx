import Link from "next/link";
import { ScoreStrip } from "@/components/charts/score-strip";
import { Kbd } from "@/components/ui/kbd";
import type { ListedComparison, ListedLabel } from "@/lib/comparisons/types";
import { formatQuantity } from "@/lib/format";
import { toAnswerText } from "./answer-text";
import { toComparisonTitle } from "./comparison-title";
import { KeyList } from "./key-list";
import type { Lanes } from "./lanes";

export interface ComparisonListProps {
  label: string;
  comparisons: readonly ListedComparison[];
  hrefOf: (comparison: ListedComparison) => string;
  /** Whose labels are drawn, and on which side of the line. */
  lanes: Lanes;
  /** What else is to be said of one, at the front of the line under it. */
  noteOf?: (comparison: ListedComparison) => string | null;
  /** Whether they can be chosen; the form around the list sends which. */
  canChoose?: boolean;
}

/** Comparisons with what everyone said of them on the signed scale, each a way to the whole comparison. */
export function ComparisonList({ label, comparisons, hrefOf, lanes, noteOf, canChoose = false }: ComparisonListProps) {
  return (
    <>
      <ListHead words={lanes.words} canChoose={canChoose} />
      <KeyList label={label} className="b-list">
        {comparisons.map((comparison) => (
          <li key={comparison.id} className={canChoose ? "b-choose" : undefined}>
            {canChoose ? (
              <input
                type="checkbox"
                name="comparisonIds[]"
                value={comparison.id}
                aria-label={`Choose: ${comparison.excerpt || "an empty prompt"}`}
                aria-keyshortcuts="X"
              />
            ) : null}
            <Link prefetch={false} href={hrefOf(comparison)} className="b-row">
              <ScoreStrip marks={toMarks(comparison.labels, lanes)} />
              <span className="min-w-0">
                <span className="b-text">{comparison.excerpt || "an empty prompt"}</span>
                <span className="b-meta">{[noteOf?.(comparison), toMeta(comparison, lanes)].filter(Boolean).join(" · ")}</span>
              </span>
            </Link>
          </li>
        ))}
      </KeyList>
    </>
  );
}

/** The head of the list: which end of the scale is whose. */
function ListHead({ words, canChoose }: { words: string; canChoose: boolean }) {
  return (
    <div className={canChoose ? "b-head b-choosing" : "b-head"} aria-hidden="true">
      <span>
        <span>A far better</span>
        <span>B far better</span>
      </span>
      <span>
        What was asked; {words} <Kbd>J</Kbd> <Kbd>K</Kbd> <Kbd>Enter</Kbd>
        {canChoose ? (
          <>
            {" "}
            to choose <Kbd>X</Kbd>
          </>
        ) : null}
      </span>
    </div>
  );
}

function toMarks(labels: readonly ListedLabel[], { laneOf }: Lanes) {
  return labels.flatMap((label) => {
    const { kind, name, score } = label;
    const lane = laneOf(label);
    return score === null || lane === null ? [] : { kind, name, score, lane };
  });
}

function toMeta(comparison: ListedComparison, { laneOf }: Lanes): string {
  const [a, b] = comparison.models;
  const without = comparison.labels.filter((each) => each.score === null && laneOf(each) !== null);
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
