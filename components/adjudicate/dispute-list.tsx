import Link from "next/link";
import { ScoreStrip } from "@/components/charts/score-strip";
import { toAnswerText } from "@/components/comparisons/answer-text";
import { toComparisonTitle } from "@/components/comparisons/comparison-title";
import { KeyList } from "@/components/comparisons/key-list";
import { Kbd } from "@/components/ui/kbd";
import type { DisputedComparison } from "@/lib/adjudication/types";
import { formatQuantity } from "@/lib/format";
import { toReasonWords, toSteps } from "./words";

export interface DisputeListProps {
  comparisons: readonly DisputedComparison[];
  hrefOf: (id: string) => string;
}

/** Comparisons whose labels part, the furthest apart first, each with everyone's scores. */
export function DisputeList({ comparisons, hrefOf }: DisputeListProps) {
  return (
    <>
      <div className="b-head adj-head" aria-hidden="true">
        <span>Steps apart</span>
        <span>
          <span>A far better</span>
          <span>B far better</span>
        </span>
        <span>
          What was asked; people’s scores stand above the line, judges’ below <Kbd>J</Kbd> <Kbd>K</Kbd> <Kbd>Enter</Kbd>
        </span>
      </div>
      <KeyList label="Comparisons to adjudicate" className="b-list">
        {comparisons.map((comparison) => (
          <li key={comparison.id}>
            <Link prefetch={false} href={hrefOf(comparison.id)} className="b-row adj-row">
              <span className="adj-steps">
                {toSteps(comparison.size)}
                <span className="sr-only"> steps apart</span>
              </span>
              <ScoreStrip
                marks={comparison.labels.flatMap(({ kind, name, score }) =>
                  score === null || kind === "BASELINE" ? [] : { kind, name, score },
                )}
              />
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

function toMeta(comparison: DisputedComparison): string {
  const { reasons, labels, earlierMessages, standing } = comparison;
  const people = labels.filter(({ kind }) => kind === "HUMAN").length;
  return [
    toComparisonTitle(comparison),
    earlierMessages > 0 ? formatQuantity(earlierMessages, "earlier turn") : null,
    people === 1 ? "1 person" : `${people} people`,
    standing ? `${toAnswerText(standing)} by ${standing.name}` : null,
    toReasonWords(reasons) || null,
  ]
    .filter((part) => part !== null)
    .join(" · ");
}
