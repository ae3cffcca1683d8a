import { type RatingRules, type Ratings, toRatings } from "@/lib/agreement/ratings";
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
 * The labels cut by round, by time and by criterion. Each part is what the same filter would let through, so that a number and the comparisons
 * behind it are found again by the filter. All is taken from the columns at once.
 *
 * @param ratings - The labels that count, uncut.
 */
export function takeParts(columns: LabelColumns, rules: RatingRules, ratings: Ratings): TakenPart[] {
  const take = (part: Pick<TakenPart, "by" | "value" | "to">, changed: Partial<RatingRules>): TakenPart => {
    const changedRules = { ...rules, ...changed };
    const own = toRatings(columns, changedRules);
    return {
      ...part,
      ratings: own,
      withTies: rules.ties === "exclude" ? toRatings(columns, { ...changedRules, ties: "category" }) : own,
    };
  };
  return [
    ...listRounds(columns, rules, ratings).map(({ index, number }) => take({ by: "round", value: number }, { round: index })),
    ...listSpans(columns, ratings).map(({ from, until }) =>
      take({ by: "time", value: toDay(from), to: toDay(until - DAY) }, { filter: within(rules.filter, from, until) }),
    ),
    ...listCriteria(columns).map(({ index, key }) => take({ by: "criterion", value: key }, { criterion: index })),
  ];
}

function within(filter: RatingRules["filter"], from: number, until: number): NonNullable<RatingRules["filter"]> {
  const all = { annotators: null, comparisons: null, minStrength: 0, from, until };
  return filter ? { ...filter, from: Math.max(filter.from, from), until: Math.min(filter.until, until) } : all;
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
