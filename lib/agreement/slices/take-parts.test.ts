import { expect, test } from "vitest";
import { groupLabels, type LabelFilter, type RatingRules } from "@/lib/agreement/group-labels";
import { cutRatings, type Ratings, toRatings } from "@/lib/agreement/ratings";
import { INVALID_RULES, TIE_RULES } from "@/lib/agreement/schema";
import { createRandom } from "@/lib/stats";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { takeParts } from "./take-parts";

const DAY = 86_400_000;
const MONDAY = Date.parse("2026-11-02");
const NAMES = ["ann", "bob", "cem", "judge", "other judge"] as const;

/** Comparisons of three a cluster, labelled now and then, also twice by the same, in two rounds or none, on four days. */
function randomColumns(seed: number) {
  const { below } = createRandom(seed);
  const labels: TestLabel[] = [];
  for (let i = 0; i < 300; i++) {
    const annotator = NAMES[below(NAMES.length)] ?? "ann";
    labels.push({
      comparison: `c${below(60)}`,
      annotator,
      value: below(12) === 0 ? (annotator.endsWith("judge") ? "INVALID" : "SKIP") : below(9) - 4,
      submittedAt: MONDAY + below(4) * DAY + below(1000),
      round: below(3) - 1,
      repeatIndex: below(5) === 0 ? 1 : 0,
    });
  }
  const clustered = labels.map((label) => ({ ...label, cluster: `k${Math.floor(Number(label.comparison.slice(1)) / 3)}` }));
  const rounds = [1, 2].map((number) => ({ id: testId(`round ${number}`), number }));
  return { ...columnsOf(clustered, { judge: "AI", "other judge": "AI" }), rounds };
}

/** The ratings of the comparisons that keep a person's label, in full. */
function written(ratings: Ratings) {
  const units = [];
  for (let u = 0; u < ratings.units; u++) {
    const [from = 0, end = 0] = [ratings.starts[u], ratings.starts[u + 1]];
    if (ratings.peopleEnds[u] === from) continue;
    const labels = Array.from(ratings.row.subarray(from, end), (row, i) => {
      const r = from + i;
      const category = ratings.categories[ratings.category[r] ?? -1];
      return [row, ratings.annotator[r], category, ratings.scores[ratings.scoreIndex[r] ?? -1], ratings.strength[r]];
    });
    units.push([ratings.comparison[u], (ratings.peopleEnds[u] ?? 0) - from, labels]);
  }
  return units;
}

const rulesOf = (ties: RatingRules["ties"], invalid: RatingRules["invalid"]): RatingRules => ({
  ties,
  invalid,
  criterion: 0,
  round: null,
  kinds: ["HUMAN", "AI", "BASELINE"],
});

const within = (from: number, until: number): LabelFilter => ({
  annotators: null,
  comparisons: null,
  minStrength: 0,
  from,
  until,
});

test("takeParts cuts out what the filter of each part lets through, whatever the rules", () => {
  let compared = 0;
  for (const ties of TIE_RULES) {
    for (const invalid of INVALID_RULES) {
      const columns = randomColumns(compared + 1);
      const rules = rulesOf(ties, invalid);
      const grouped = groupLabels(columns, rules);
      for (const part of takeParts(grouped, rules, cutRatings(grouped, ties))) {
        const from = Date.parse(String(part.value));
        const changed: RatingRules =
          part.by === "round"
            ? { ...rules, round: Number(part.value) - 1 }
            : { ...rules, filter: within(from, Date.parse(part.to ?? "") + DAY) };
        expect(written(part.ratings)).toEqual(written(toRatings(columns, changed)));
        expect(written(part.withTies)).toEqual(
          written(toRatings(columns, { ...changed, ties: ties === "exclude" ? "category" : ties })),
        );
        expect(part.ratings.units).toBe(written(part.ratings).length);
        compared++;
      }
    }
  }
  // Two rounds and four days under each of nine rules.
  expect(compared).toBe(9 * 6);
});
