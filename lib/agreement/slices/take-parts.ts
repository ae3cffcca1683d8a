import { type GroupedLabels, groupLabels, type RatingRules } from "@/lib/agreement/group-labels";
import { type Cut, cutRatings, type Ratings } from "@/lib/agreement/ratings";
import type { LabelColumns } from "@/lib/labels/label-columns";

/** A part of the labels that is counted by itself, as if one had asked for it alone. */
export interface TakenPart {
  by: "round" | "time" | "criterion";
  value: number | string;
  /** By time: the last day, as `value` is the first. */
  to?: string;
  ratings: Ratings;
  /** The same with ties as a category. */
  withTies: Ratings;
}

/** So many parts of one kind at most, the last ones. */
const PARTS = 10;
const DAY = 86_400_000;
/** Days, weeks, four weeks, quarters, years, decades. */
const STEPS = [1, 7, 28, 91, 364, 3640] as const;
/** 5 January 1970 was a Monday. */
const MONDAY = 4;

/**
 * The labels cut by round, by time and by criterion. Each part is what the same filter would let through, of the comparisons that keep a
 * label of a person, so that a number and the comparisons behind it are found again by the filter. All is taken from the columns at once.
 *
 * Cost: one pass over the labels for all rounds together, one for all spans, one for each other criterion.
 *
 * @param grouped - The labels under the rules; `ratings` is what counts of them.
 */
export function takeParts(grouped: GroupedLabels, rules: RatingRules, ratings: Ratings): TakenPart[] {
  const { columns } = grouped;
  return [
    ...takeRounds(grouped, rules, ratings),
    ...takeSpans(grouped, rules, ratings),
    ...takeCriteria(columns, grouped, rules),
  ];
}

function takeRounds(grouped: GroupedLabels, rules: RatingRules, ratings: Ratings): TakenPart[] {
  const { labels, rounds } = grouped.columns;
  const listed = listRounds(grouped.columns, rules, ratings);
  const partOf = new Int32Array(rounds.length).fill(-1);
  for (const [part, { index }] of listed.entries()) partOf[index] = part;
  const units = listUnits(grouped, listed.length, (row) => partOf[labels.round[row] ?? -1] ?? -1);
  return listed.map(({ index, number }, part) =>
    take({ by: "round", value: number }, grouped, rules, {
      units: units[part] ?? new Int32Array(0),
      // Judges' labels outside all rounds stand beside people's of any (see `RatingRules`).
      accepts: (row, isPerson) => labels.round[row] === index || (!isPerson && labels.round[row] === -1),
    }),
  );
}

function takeSpans(grouped: GroupedLabels, rules: RatingRules, ratings: Ratings): TakenPart[] {
  const { submittedAt } = grouped.columns.labels;
  const spans = listSpans(grouped.columns, ratings);
  const partAt = (time: number) => spans.findIndex(({ from, until }) => time >= from && time < until);
  const units = listUnits(grouped, spans.length, (row) => partAt(submittedAt[row] ?? 0));
  return spans.map(({ from, until }, part) =>
    take({ by: "time", value: toDay(from), to: toDay(until - DAY) }, grouped, rules, {
      units: units[part] ?? new Int32Array(0),
      accepts: (row, isPerson) => !isPerson || ((submittedAt[row] ?? 0) >= from && (submittedAt[row] ?? 0) < until),
    }),
  );
}

function takeCriteria(columns: LabelColumns, grouped: GroupedLabels, rules: RatingRules): TakenPart[] {
  return listCriteria(columns).map(({ index, key }) => {
    const own = index === rules.criterion ? grouped : groupLabels(columns, { ...rules, criterion: index });
    const [units = new Int32Array(0)] = listUnits(own, 1, () => 0);
    return take({ by: "criterion", value: key }, own, rules, { units, accepts: () => true });
  });
}

function take(part: Pick<TakenPart, "by" | "value" | "to">, grouped: GroupedLabels, { ties }: RatingRules, cut: Cut): TakenPart {
  const ratings = cutRatings(grouped, ties, cut);
  return { ...part, ratings, withTies: ties === "exclude" ? cutRatings(grouped, "category", cut) : ratings };
}

/** By part: the units with a label of a person that is in it. `partOf` is −1 for labels in none. */
function listUnits(grouped: GroupedLabels, parts: number, partOf: (row: number) => number): Int32Array[] {
  const { comparison, starts, row, annotator, people } = grouped;
  const units = Array.from({ length: parts }, (): number[] => []);
  if (parts === 0) return [];
  for (let u = 0; u < comparison.length; u++) {
    // People come first.
    for (let i = starts[u] ?? 0; i < (starts[u + 1] ?? 0) && (annotator[i] ?? 0) < people; i++) {
      const own = units[partOf(row[i] ?? 0)];
      if (own && own[own.length - 1] !== u) own.push(u);
    }
  }
  return units.map((own) => Int32Array.from(own));
}

function listRounds({ rounds, labels }: LabelColumns, { round }: RatingRules, { row }: Ratings) {
  if (round !== null) return [];
  const seen = new Set<number>();
  for (const label of row) seen.add(labels.round[label] ?? -1);
  return rounds
    .flatMap(({ number }, index) => (seen.has(index) ? [{ index, number }] : []))
    .sort((a, b) => a.number - b.number)
    .slice(-PARTS);
}

/** Spans of equal length in which people labelled; none where all was labelled in one. */
function listSpans({ labels }: LabelColumns, { units, starts, peopleEnds, row }: Ratings): { from: number; until: number }[] {
  const days = new Set<number>();
  for (let u = 0; u < units; u++) {
    for (let r = starts[u] ?? 0; r < (peopleEnds[u] ?? 0); r++)
      days.add(Math.floor((labels.submittedAt[row[r] ?? 0] ?? 0) / DAY));
  }
  if (days.size === 0) return [];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of days) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  const length = STEPS.find((step) => (last - first + 1) / step <= PARTS) ?? STEPS[STEPS.length - 1] ?? 1;
  const spanOf = (day: number) => (length === 1 ? day : Math.floor((day - MONDAY) / length));
  const spans = [...new Set([...days].map(spanOf))].sort((a, b) => a - b).slice(-PARTS);
  if (spans.length < 2) return [];
  return spans.map((span) => {
    const from = (length === 1 ? span : span * length + MONDAY) * DAY;
    return { from, until: from + length * DAY };
  });
}

function listCriteria({ criteria }: LabelColumns): { index: number; key: string }[] {
  const open = criteria.flatMap(({ key, position, archivedAt }, index) =>
    archivedAt === null ? [{ index, key, position }] : [],
  );
  return open.length < 2 ? [] : open.sort((a, b) => a.position - b.position || (a.key < b.key ? -1 : 1)).slice(0, PARTS);
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
