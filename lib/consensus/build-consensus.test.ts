import { describe, expect, test } from "vitest";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { buildConsensus } from "./build-consensus";
import { AggregateOptions } from "./schema";

// Ten comparisons whose truth is A B A B …; who is wrong where; the last annotator always says A.
const WRONG: Readonly<Record<string, readonly number[]>> = { w1: [9], w2: [0, 5], w3: [3], w4: [2, 7] };
const TEN: TestLabel[] = Array.from({ length: 10 }, (_, i) => [
  ...Object.entries(WRONG).map(([annotator, items]) => ({
    annotator,
    comparison: `${i}`,
    value: (i % 2 === 0) !== items.includes(i) ? -2 : 2,
  })),
  { annotator: "always A", comparison: `${i}`, value: -2 },
]).flat();

async function consensusOf(labels: readonly TestLabel[], options: Partial<AggregateOptions>, kinds: Record<string, "AI"> = {}) {
  const columns = columnsOf(labels, kinds);
  const made = await buildConsensus(columns, {
    project: "study",
    criterion: { index: 0, key: "helpful" },
    round: null,
    options: AggregateOptions.parse(options),
    breathe: () => undefined,
  });
  const q = made.report.categories.length;
  const of = (name: string) => {
    const item = made.comparison.indexOf(columns.findComparison(testId(name)));
    return {
      answer: made.report.categories[made.chosen[item] ?? -1] ?? null,
      p: [...made.posteriors.slice(item * q, item * q + q)],
    };
  };
  const quality = (name: string) => made.report.annotators.find((annotator) => annotator.name === name)!;
  return { ...made, of, quality, codes: made.report.warnings.map(({ code }) => code) };
}

describe("buildConsensus", () => {
  test("gives crowd-kit's posteriors and confusions by Dawid and Skene", async () => {
    const { of, quality, report } = await consensusOf(TEN, { method: "dawid-skene" });
    [0.951, 0, 0.951, 0, 0.99676, 0, 0.99676, 0, 0.99676, 0].forEach((p, i) => {
      expect(of(`${i}`).p[0]).toBeCloseTo(p, 2);
    });
    expect(report.priors[0]).toBeCloseTo(0.48923, 3);
    expect(report.logLikelihood).toBeCloseTo(-21.846819, 3);
    // By the true answer: A is always said of A, and B found as B with 1 − 0.2169.
    expect(quality("w1").confusion![0]![0]).toBeCloseTo(1, 3);
    expect(quality("w1").confusion![1]![1]).toBeCloseTo(1 - 0.2169, 3);
    // Right on all of A and on none of B: as good as A is common.
    expect(quality("always A").quality).toBeCloseTo(0.48923, 3);
  });

  test("orders the annotators alike by every model, and finds every answer that the majority finds", async () => {
    for (const method of ["one-coin", "mace", "glad"] as const) {
      const { quality, of } = await consensusOf(TEN, { method });
      expect(quality("w1").quality).toBeGreaterThan(quality("w2").quality!);
      expect(quality("w2").quality).toBeGreaterThan(quality("always A").quality!);
      expect(of("1").answer).toBe("B");
      expect(of("4").answer).toBe("A");
    }
  });

  test("holds each annotator against the majority of the others, and leaves a split vote without an answer", async () => {
    const labels: TestLabel[] = [
      { annotator: "ada", comparison: "1", value: -2 },
      { annotator: "ben", comparison: "1", value: 3 },
      { annotator: "ada", comparison: "2", value: 0 },
      { annotator: "ben", comparison: "2", value: 0 },
      { annotator: "cleo", comparison: "2", value: 1 },
    ];
    const { of, quality, report, codes } = await consensusOf(labels, {});
    expect(of("1")).toEqual({ answer: null, p: [0.5, 0, 0.5] });
    expect(of("2").answer).toBe("tie");
    // Ada: Ben alone on 1, he differs; on 2 the others are split. Cleo: both others say tie.
    expect(quality("ada")).toMatchObject({ quality: 0, labels: 2 });
    expect(quality("cleo")).toMatchObject({ quality: 0 });
    expect(report.counts).toEqual({
      comparisons: 2,
      labels: 5,
      annotators: 3,
      undecided: 1,
      byLabels: [0, 1, 1, 0, 0],
      dropped: 0,
    });
    expect(codes).toEqual(["few-labels"]);
  });

  test("keeps a judge out of people's consensus unless it is asked in, and says so then", async () => {
    const labels: TestLabel[] = [
      { annotator: "ada", comparison: "1", value: -2 },
      { annotator: "gauge", comparison: "1", value: 2, probabilityB: 0.9 },
      { annotator: "gauge", comparison: "2", value: 2, probabilityB: 0.9 },
    ];
    const kinds = { gauge: "AI" } as const;
    const people = await consensusOf(labels, {}, kinds);
    expect(people.of("1").answer).toBe("A");
    expect(people.report).toMatchObject({ by: "human", counts: { comparisons: 1, annotators: 1 } });
    expect(people.codes).toEqual(["one-annotator"]);
    const all = await consensusOf(labels, { by: "all" }, kinds);
    expect(all.of("1").answer).toBeNull();
    expect(all.codes).toEqual(["few-labels", "judges-vote"]);
    expect((await consensusOf(labels, { by: "ai" }, kinds)).report.warnings.at(-1)!.text).toMatch(/judges alone/);
  });

  test("CROWDLAB gives cleanlab's consensus, with the judge's probabilities and without its vote", async () => {
    const votes = ["00.", "010", "111", "1.1", "001", "11.", ".00", "101"];
    const judge = [0.1, 0.3, 0.8, 0.7, 0.2, 0.9, 0.4, 0.55];
    const labels = votes.flatMap((word, i): TestLabel[] => [
      ...[...word].flatMap((digit, r) =>
        digit === "." ? [] : { annotator: `r${r}`, comparison: `${i}`, value: digit === "1" ? 2 : -2 },
      ),
      { annotator: "gauge", comparison: `${i}`, value: judge[i]! > 0.5 ? 1 : -1, probabilityB: judge[i]! },
    ]);
    const unjudged: TestLabel = { annotator: "r0", comparison: "without the judge", value: 2 };
    const { of, quality, report, codes } = await consensusOf([...labels, unjudged], { method: "crowdlab" }, { gauge: "AI" });
    [0.893588, 0.726766, 0.82403, 0.751235, 0.759559, 0.893588, 0.642734, 0.624827].forEach((best, i) => {
      expect(Math.max(...of(`${i}`).p)).toBeCloseTo(best, 6);
    });
    expect(quality("r0").quality).toBeCloseTo(0.843449, 6);
    expect(report).toMatchObject({ judge: { name: "gauge" }, counts: { annotators: 3, dropped: 1 } });
    expect(codes).toEqual(["judge-weighed"]);
  });

  test("says why where there is nothing to weigh, and refuses what cannot be meant", async () => {
    expect((await consensusOf([], {})).report).toMatchObject({ reason: "there are no labels with a preference", annotators: [] });
    const alone: TestLabel[] = [{ annotator: "ada", comparison: "1", value: -2 }];
    expect((await consensusOf(alone, { method: "crowdlab" })).report.reason).toMatch(/^no judge has labelled here/);
    await expect(consensusOf(alone, { method: "crowdlab", by: "all" })).rejects.toThrow("leave `by` out");
    await expect(consensusOf(alone, { judge: "gauge" })).rejects.toThrow("Only CROWDLAB weighs a judge");
    const judged: TestLabel[] = [...alone, { annotator: "gauge", comparison: "1", value: 1, probabilityB: 0.7 }];
    expect((await consensusOf(judged, { method: "crowdlab" }, { gauge: "AI" })).report.reason).toBe(
      "no comparison has two labels",
    );
    await expect(consensusOf(judged, { method: "crowdlab", judge: "other" }, { gauge: "AI" })).rejects.toThrow("It has gauge.");
  });
});
