import type { Lane } from "@/components/charts/score-strip";
import type { BehindQuery } from "@/lib/agreement/schema";
import type { ListedLabel } from "@/lib/comparisons/types";

/** Whose labels a list draws. */
export interface Lanes {
  /** On which side of its line a label stands; null: it is not of those that the list is about. */
  laneOf: (label: Pick<ListedLabel, "annotatorId" | "kind">) => Lane | null;
  /** Who stands where, for the head of the list. */
  words: string;
}

/**
 * The lanes of a list of comparisons behind a number: only those whose labels it compares, so that each mark can be told from the others.
 * People stand above the line and the chosen judge below it; of two named annotators the first stands above.
 */
export function toLanes(query: Pick<BehindQuery, "of" | "judge" | "a" | "b">, nameOf: (id: string) => string): Lanes {
  if (query.of === "pair") {
    const { a = "", b = "" } = query;
    return {
      laneOf: ({ annotatorId }) => (annotatorId === a ? "above" : annotatorId === b ? "below" : null),
      words: `the score of ${nameOf(a)} stands above the line, that of ${nameOf(b)} below`,
    };
  }
  if (query.of === "judge") {
    const { judge = "" } = query;
    return {
      laneOf: ({ annotatorId, kind }) => (annotatorId === judge ? "below" : kind === "HUMAN" ? "above" : null),
      words: `people’s scores stand above the line, that of ${nameOf(judge)} below`,
    };
  }
  return { laneOf: ({ kind }) => (kind === "HUMAN" ? "above" : null), words: "people’s scores stand above the line" };
}
