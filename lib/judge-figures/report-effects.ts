import { type Resampling, shareOf, toFigures } from "@/lib/agreement/figures";
import type { JudgePart } from "@/lib/agreement/judge/judge-part";
import type { JudgeOrders } from "@/lib/agreement/judge/report-position";
import type { Ratings } from "@/lib/agreement/ratings";
import { createClusterTally, pairedDifference, share } from "@/lib/stats";
import type { JudgeEffect } from "./types";

/** Cells: how often the judge, and people, prefer the response with more; and of how many preferences. */
const JUDGE = 0;
const PEOPLE = 2;

/**
 * How much more often a judge prefers the response that has more of something than people do on the same comparisons. Ties and comparisons
 * where both have as much are left out.
 *
 * @param sides - By unit: −1 where response A has more of it, 1 where B, 0 where neither or nobody looked.
 */
export function reportStyleEffect(
  part: JudgePart,
  effect: JudgeEffect["effect"],
  sides: Int8Array,
  whyNone: string,
): Promise<JudgeEffect> {
  const { ratings, own } = part;
  return report(part, effect, whyNone, (unit, add) => {
    const side = sides[unit] ?? 0;
    const judge = own[unit] ?? -1;
    const from = ratings.starts[unit] ?? 0;
    const end = ratings.peopleEnds[unit] ?? 0;
    if (side === 0 || judge < 0 || end === from) return false;
    addPreference(add, JUDGE, sideOf(ratings, judge), side);
    for (let r = from; r < end; r++) addPreference(add, PEOPLE, sideOf(ratings, r), side);
    return true;
  });
}

/**
 * How much more often a judge prefers the response that is listed first in its prompt than people press the one at their left, on
 * comparisons whose two orders it was asked in and whose sides people's labels say.
 *
 * @param lefts - By rating of a person: 1 pressed at the left, −1 at the right, 0 a tie or unknown.
 */
export function reportPositionEffect(part: JudgePart, orders: readonly JudgeOrders[], lefts: Int8Array): Promise<JudgeEffect> {
  const { ratings } = part;
  const byComparison = new Map(orders.map((each) => [each.comparison, each]));
  const whyNone =
    orders.length === 0
      ? "no comparison has stored answers of this judge in both orders"
      : "of no such comparison is it known on which side people saw the responses";
  return report(part, "position", whyNone, (unit, add) => {
    const both = byComparison.get(ratings.comparison[unit] ?? -1);
    const from = ratings.starts[unit] ?? 0;
    const pressed = lefts.subarray(from, ratings.peopleEnds[unit] ?? 0).filter((left) => left !== 0);
    if (!both || pressed.length === 0) return false;
    for (const verdict of [both.ab, both.ba]) if (verdict !== "tie") addPreference(add, JUDGE, verdict === "first" ? 1 : -1, 1);
    for (const left of pressed) addPreference(add, PEOPLE, left, 1);
    return true;
  });
}

type Add = (cell: number, amount: number) => void;

function addPreference(add: Add, cell: number, preferred: number, side: number): void {
  if (preferred === 0) return;
  add(cell, preferred === side ? 1 : 0);
  add(cell + 1, 1);
}

async function report(
  { ratings, id, resampling }: { ratings: Ratings; id: string; resampling: Resampling },
  effect: JudgeEffect["effect"],
  whyNone: string,
  visit: (unit: number, add: Add) => boolean,
): Promise<JudgeEffect> {
  const tally = createClusterTally(4);
  const people = new Set<number>();
  const n = { comparisons: 0, labels: 0, annotators: 0, dropped: 0 };
  for (let unit = 0; unit < ratings.units; unit++) {
    if (visit(unit, tally.add)) {
      n.comparisons++;
      for (let r = ratings.starts[unit] ?? 0; r < (ratings.peopleEnds[unit] ?? 0); r++) people.add(ratings.annotator[r] ?? 0);
      n.labels += 1 + (ratings.peopleEnds[unit] ?? 0) - (ratings.starts[unit] ?? 0);
    }
    if (ratings.endsCluster[unit] === 1) tally.endCluster();
  }
  n.annotators = people.size + (n.comparisons > 0 ? 1 : 0);
  const or = (other: string) => (n.comparisons > 0 ? other : whyNone);
  const judge = shareOf((totals) => share(totals[JUDGE] ?? 0, totals[JUDGE + 1] ?? 0, or("the judge prefers neither response")));
  const ofPeople = shareOf((totals) => share(totals[PEOPLE] ?? 0, totals[PEOPLE + 1] ?? 0, or("people prefer neither response")));
  const figures = await toFigures(
    tally.finish(),
    { judge, people: ofPeople, difference: { ...pairedDifference(judge, ofPeople), range: [-1, 1] as const } },
    { resampling, stream: `effect ${effect} ${id}`, n },
  );
  return { effect, comparisons: n.comparisons, ...figures };
}

/** −1 for A, 1 for B, 0 for anything else. */
function sideOf({ categories, category }: Ratings, rating: number): number {
  const name = categories[category[rating] ?? -1];
  return name === "A" ? -1 : name === "B" ? 1 : 0;
}
