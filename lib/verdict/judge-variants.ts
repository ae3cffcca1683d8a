import type { RatingRules } from "@/lib/agreement/group-labels";
import { type JudgedByPeople, toJudgedItems } from "@/lib/agreement/judge/judged-items";
import { reportAltTest, toAltTest } from "@/lib/agreement/judge/report-alt-test";
import { type Ratings, toRatings } from "@/lib/agreement/ratings";
import type { ReportedAltTest } from "@/lib/agreement/types";
import type { LabelColumns } from "@/lib/labels/label-columns";
import type { Assumption, VerdictAnswer, VerdictVariant } from "./types";

/** What the verdict says of a test. */
export function answerOf({ winningRate, perAnnotator }: ReportedAltTest): VerdictAnswer {
  if (winningRate === null) return "unknown";
  const { replaceable, tested } = countsOf({ perAnnotator });
  if (winningRate < 0.5) return "no";
  return (replaceable - 1) / tested < 0.5 ? "narrowly" : "yes";
}

/** How many people were tested, and how many of them the judge could replace. */
export function countsOf({ perAnnotator }: Pick<ReportedAltTest, "perAnnotator">): { replaceable: number; tested: number } {
  const tested = perAnnotator.filter(({ p }) => p !== null);
  return { replaceable: tested.filter(({ rejected }) => rejected).length, tested: tested.length };
}

export interface VariantSources {
  columns: LabelColumns;
  rules: RatingRules;
  ratings: Ratings;
  /** The judge's place among the annotators. */
  of: number;
  test: ReportedAltTest;
}

/** Values of ε that the papers use: a crowd, skilled people, experts, and half of the first. */
export const EPSILONS = [0.05, 0.1, 0.15, 0.2] as const;
/** With more people leaving out each in turn makes a table that nobody reads. */
const MOST_PEOPLE = 12;

/** The verdict with one thing changed at a time, the verdict itself first. */
export function listVariants({ columns, rules, ratings, of, test }: VariantSources): VerdictVariant[] {
  const { epsilon } = test;
  const judge = ratings.annotators[of]?.id;
  const under = (changed: Partial<RatingRules>) => {
    const made = toRatings(columns, { ...rules, ...changed });
    return reportAltTest(
      made,
      made.annotators.findIndex(({ id }) => id === judge),
      epsilon,
    );
  };
  const people = test.perAnnotator.flatMap(({ annotator }) => {
    const place = ratings.annotators.findIndex(({ id }) => id === annotator);
    return place < 0 ? [] : [{ place, name: ratings.annotators[place]?.name ?? annotator }];
  });
  const items = toJudgedItems(ratings, of);
  return [
    toVariant("As it stands", test),
    ...EPSILONS.filter((other) => other !== epsilon).map((other) =>
      toVariant(`ε ${other.toFixed(2)} instead of ${epsilon.toFixed(2)}`, reportAltTest(ratings, of, other)),
    ),
    rules.ties === "category"
      ? toVariant("Ties left out", under({ ties: "exclude" }))
      : toVariant("Ties counted as an answer", under({ ties: "category" })),
    ...(rules.invalid === "wrong" ? [] : [toVariant("Unreadable verdicts counted as wrong", under({ invalid: "wrong" }))]),
    toVariant("One comparison of each prompt or conversation", toAltTest(ratings, onePerCluster(ratings, items), epsilon)),
    ...(people.length > MOST_PEOPLE
      ? []
      : people.map(({ place, name }) => {
          const rest = toJudgedItems(ratings, of, new Set([place]));
          return toVariant(`Without ${name}`, toAltTest(ratings, rest, epsilon));
        })),
    ...test.perAnnotator.flatMap(({ annotator, rejected, p, n, comparisonsNeeded }) => {
      if (rejected || p === null || comparisonsNeeded === null || comparisonsNeeded <= n) return [];
      const name = people.find(({ place }) => ratings.annotators[place]?.id === annotator)?.name ?? annotator;
      return [
        toVariant(`${comparisonsNeeded - n} more comparisons by ${name}, difference unchanged`, withOneMore(test, annotator)),
      ];
    }),
  ];
}

function toVariant(title: string, test: ReportedAltTest): VerdictVariant {
  return { title, winningRate: test.winningRate, ...countsOf(test), answer: answerOf(test), reason: test.reason };
}

/** The test as it would be if this person's place could be taken too. */
function withOneMore(test: ReportedAltTest, annotator: string): ReportedAltTest {
  const perAnnotator = test.perAnnotator.map((person) =>
    person.annotator === annotator ? { ...person, rejected: true } : person,
  );
  const { replaceable, tested } = countsOf({ perAnnotator });
  const winningRate = test.winningRate === null ? null : replaceable / tested;
  return { ...test, perAnnotator, winningRate, passes: winningRate === null ? null : winningRate >= 0.5 };
}

/** The first item of each cluster: the test takes its comparisons for independent, and those of a prompt are not. */
function onePerCluster(ratings: Ratings, items: JudgedByPeople): JudgedByPeople {
  const rows: number[] = [];
  let ended = -1;
  for (const [row, unit] of items.units.entries()) {
    const end = clusterEnd(ratings, unit);
    if (end !== ended) rows.push(row);
    ended = end;
  }
  const starts = new Int32Array(rows.length + 1);
  const labels: number[] = [];
  for (const [at, row] of rows.entries()) {
    for (let v = items.starts[row] ?? 0; v < (items.starts[row + 1] ?? 0); v++) labels.push(v);
    starts[at + 1] = labels.length;
  }
  return {
    ...items,
    starts,
    person: Int32Array.from(labels, (v) => items.person[v] ?? 0),
    category: Int8Array.from(labels, (v) => items.category[v] ?? 0),
    judge: rows.map((row) => items.judge[row] ?? -1),
    units: Int32Array.from(rows, (row) => items.units[row] ?? -1),
  };
}

function clusterEnd({ endsCluster, units }: Ratings, unit: number): number {
  for (let u = unit; u < units; u++) if (endsCluster[u] === 1) return u;
  return units;
}

/** What of the test's ground can be checked here. */
export function checkAssumptions(
  { ratings, of, test }: VariantSources,
  people: { estimate: number | null; low: number | null },
  variants: readonly VerdictVariant[],
): Assumption[] {
  const { tested } = countsOf(test);
  const counts = test.perAnnotator.map(({ n }) => n);
  const few = test.perAnnotator.filter(({ p }) => p === null);
  const clusters = variants.find(({ title }) => title.startsWith("One comparison of each"));
  const constant = constantJudge(ratings, of, test.epsilon);
  const before = answerOf(test);
  return [
    tested >= 3
      ? { state: "holds", title: "Three people or more", text: `${tested} people.` }
      : { state: "fails", title: "Three people or more", text: `${tested} with enough comparisons; three are needed.` },
    few.length === 0 && counts.length > 0
      ? { state: "holds", title: "Each with 30 comparisons or more", text: `${Math.min(...counts)} to ${Math.max(...counts)}.` }
      : {
          state: tested >= 3 ? "care" : "fails",
          title: "Each with 30 comparisons or more",
          text: `${few.length} of ${counts.length} people have fewer, and are left out.`,
        },
    people.low !== null && people.low > 0
      ? {
          state: "holds",
          title: "People agree beyond chance",
          text: `Krippendorff’s α, ordinal, ${people.estimate?.toFixed(2)}.`,
        }
      : {
          state: "care",
          title: "People agree beyond chance",
          text: "That is not certain: the interval of α reaches 0 or cannot be made. A judge can replace people who guess by guessing.",
        },
    clusters && clusters.answer === before
      ? { state: "holds", title: "Repeated prompts do no harm", text: "One comparison of each prompt gives the same answer." }
      : {
          state: "care",
          title: "Repeated prompts do no harm",
          text: "With one comparison of each prompt the answer is another one: comparisons of a prompt are not independent.",
        },
    answerOf(constant) === "no" || answerOf(constant) === "unknown"
      ? {
          state: "holds",
          title: "A judge that knows nothing would not pass",
          text: "One that always gives the most frequent answer does not.",
        }
      : {
          state: "fails",
          title: "A judge that knows nothing would not pass",
          text: "One that always gives the most frequent answer would pass too: the answers are too one-sided for this test.",
        },
  ];
}

/** The test of a judge that always gives people's most frequent answer. */
function constantJudge(ratings: Ratings, of: number, epsilon: number): ReportedAltTest {
  const items = toJudgedItems(ratings, of);
  const votes = new Float64Array(ratings.categories.length);
  for (let v = 0; v < items.category.length; v++) votes[items.category[v] ?? 0] = (votes[items.category[v] ?? 0] ?? 0) + 1;
  const most = votes.indexOf(Math.max(...votes));
  return toAltTest(ratings, { ...items, judge: new Int8Array(items.units.length).fill(most) }, epsilon);
}
