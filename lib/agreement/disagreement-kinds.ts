import { type FoundBehind, toPairs, toRank } from "./find-behind";
import { type JudgeOrders, orderOutcome } from "./judge/report-position";
import type { Ratings } from "./ratings";
import { type BehindQuery, DISAGREEMENT_KINDS, type DisagreementKind } from "./schema";

interface KindSearch {
  /** Ties and unreadable verdicts as categories of their own: a kind sees them whatever the report's rule does with them. */
  ratings: Ratings;
  /** The judge's answers in both orders of its prompt. */
  orders: readonly JudgeOrders[];
  query: Pick<BehindQuery, "of" | "judge" | "a" | "b" | "sort">;
  /** Which comparisons are listed at all. */
  isListed: (comparison: number) => boolean;
}

/** How many comparisons show each kind of disagreement, and those of one kind. A comparison may show several. */
export interface DisagreementKinds {
  counts: Record<DisagreementKind, number>;
  found: FoundBehind[];
}

/** From this strength on a label speaks clearly; below it, or where only its side is known, slightly. */
const CLEAR = 2;
/** From this confidence on, max(p, 1 − p), a judge is sure. */
const SURE = 0.9;

/**
 * Sorts comparisons by how their labels disagree, in one pass: see `DISAGREEMENT_KINDS` for what each kind is. Only pairs of labels that the
 * query speaks of are compared (a judge with people, people among themselves, or two annotators); what else it asks of a pair is not asked.
 *
 * @param kind - Whose comparisons are wanted; null for the counts alone.
 */
export function findKinds({ ratings, orders, query, isListed }: KindSearch, kind: DisagreementKind | null): DisagreementKinds {
  const counts = Object.fromEntries(DISAGREEMENT_KINDS.map((each) => [each, 0])) as Record<DisagreementKind, number>; // every key
  const found: FoundBehind[] = [];
  const contradicted = new Set(orders.filter(isContradiction).map(({ comparison }) => comparison));
  const visitPairs = toPairs(ratings, query);
  const rankBy = toRank(ratings, query);
  const seen = createSeen(ratings, query);
  for (let u = 0; u < ratings.units; u++) {
    const comparison = ratings.comparison[u] ?? 0;
    if (!isListed(comparison)) continue;
    seen.begin();
    visitPairs(u, seen.add);
    if (!seen.any()) continue;
    const kinds = seen.kinds();
    if (contradicted.has(comparison)) kinds.push("orders");
    for (const each of kinds) counts[each]++;
    if (kind !== null && kinds.includes(kind)) found.push({ comparison, distance: rankBy(u, seen.furthest()) });
  }
  return { counts, found };
}

function isContradiction(both: JudgeOrders): boolean {
  const outcome = orderOutcome(both);
  return outcome === "first" || outcome === "second";
}

/** What the pairs of one comparison show. */
function createSeen({ category, categories, strength, scores, scoreIndex, probability }: Ratings, { of }: KindSearch["query"]) {
  // A category that does not occur has the place −1, which no label has.
  const [A, B, tie, invalid] = (["A", "B", "tie", "invalid"] as const).map((name) => categories.indexOf(name));
  const isSide = (place: number | undefined) => place === A || place === B;
  let [pairs, strong, weak, tied, unreadable, furthest] = [0, false, false, false, false, 0];
  let [rows, sure] = [new Set<number>(), false];
  return {
    begin() {
      [pairs, strong, weak, tied, unreadable, furthest] = [0, false, false, false, false, 0];
      [rows, sure] = [new Set(), false];
    },
    add(row: number, column: number) {
      const [one, other] = [category[row], category[column]];
      pairs++;
      if (one === invalid || other === invalid) unreadable = true;
      if (isSide(one) && isSide(other) && one !== other) {
        const isClear = Math.min(strength[row] ?? 0, strength[column] ?? 0) >= CLEAR;
        if (isClear) strong = true;
        else weak = true;
      }
      if ((one === tie && isSide(other)) || (other === tie && isSide(one))) tied = true;
      if (of === "judge") {
        rows.add(one ?? -1);
        const p = probability[column] ?? Number.NaN;
        if (Math.max(p, 1 - p) >= SURE) sure = true;
      }
      const [x, y] = [scores[scoreIndex[row] ?? -1], scores[scoreIndex[column] ?? -1]];
      if (x !== undefined && y !== undefined) furthest = Math.max(furthest, Math.abs(x - y));
    },
    any: () => pairs > 0,
    furthest: () => furthest,
    kinds(): DisagreementKind[] {
      const kinds: DisagreementKind[] = [];
      if (strong) kinds.push("opposite-strong");
      else if (weak) kinds.push("opposite-weak");
      if (tied) kinds.push("tie");
      if (sure && rows.size > 1) kinds.push("sure-split");
      if (unreadable) kinds.push("unreadable");
      return kinds;
    },
  };
}
