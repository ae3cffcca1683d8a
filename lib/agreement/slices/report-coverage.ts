import type { Ratings } from "@/lib/agreement/ratings";
import type { ReportedCoverage } from "@/lib/agreement/types";

/** With fewer comparisons in common two people's agreement is not shown, and a person is not tested against a judge. */
const ENOUGH = 30;

/**
 * How many people labelled each comparison, and who shares enough with whom: on what agreement and the test of judges stand.
 *
 * @returns `unlabelled` counts comparisons that have labels, but none of a person that counts.
 */
export function reportCoverage(ratings: Ratings): ReportedCoverage {
  const { units, starts, peopleEnds, annotator, annotators } = ratings;
  const comparisons: number[] = [];
  const people = new Set<number>();
  const shared = new Map<number, number>();
  const size = annotators.length;
  for (let u = 0; u < units; u++) {
    const from = starts[u] ?? 0;
    const end = peopleEnds[u] ?? 0;
    comparisons[end - from] = (comparisons[end - from] ?? 0) + 1;
    for (let r = from; r < end; r++) {
      people.add(annotator[r] ?? 0);
      for (let s = r + 1; s < end; s++) {
        const key = (annotator[r] ?? 0) * size + (annotator[s] ?? 0);
        shared.set(key, (shared.get(key) ?? 0) + 1);
      }
    }
  }
  return {
    byPeople: Array.from(comparisons, (count, labels) => ({ labels, comparisons: count ?? 0 })),
    people: people.size,
    pairs: shared.size,
    pairsWithEnough: [...shared.values()].filter((count) => count >= ENOUGH).length,
    groups: countGroups(
      people,
      [...shared.keys()].map((key) => [Math.floor(key / size), key % size]),
    ),
  };
}

/** People tied together by comparisons in common count as one group; with more than one, nothing compares the groups. */
function countGroups(people: ReadonlySet<number>, ties: readonly (readonly [number, number])[]): number {
  const groupOf = new Map([...people].map((person) => [person, person]));
  const find = (person: number): number => {
    const parent = groupOf.get(person) ?? person;
    return parent === person ? person : find(parent);
  };
  for (const [a, b] of ties) groupOf.set(find(a), find(b));
  return new Set([...people].map(find)).size;
}
