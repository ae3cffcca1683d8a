import { describe, expect, test } from "vitest";
import { columnsOf, type TestLabel, testId } from "@/lib/testing/columns-of";
import { buildReport, type ReportFrame } from "./build-report";
import { AgreementOptions } from "./schema";
import type { AgreementReport } from "./types";

type Kinds = Parameters<typeof columnsOf>[1];

async function report(
  labels: readonly TestLabel[],
  options: Partial<AgreementOptions> = {},
  kinds: Kinds = JUDGE,
  frame: Partial<ReportFrame> = {},
): Promise<AgreementReport> {
  return buildReport(columnsOf(labels, kinds), {
    project: "test",
    criterion: { index: 0, key: "helpful" },
    round: null,
    options: AgreementOptions.parse(options),
    resamples: 200,
    readOrders: async () => new Map(),
    readLonger: async () => new Int8Array(0),
    ...frame,
  });
}

const JUDGE: Kinds = { judge: "AI", second: "AI", longer: "BASELINE" };

/** One line a comparison: annotator=value, "i" an unreadable verdict, "s" a skip. */
function table(text: string): TestLabel[] {
  return text
    .trim()
    .split("\n")
    .flatMap((line, row) =>
      line
        .trim()
        .split(/\s+/)
        .map((cell): TestLabel => {
          const [annotator = "", value = ""] = cell.split("=");
          return { comparison: `c${row}`, annotator, value: value === "i" ? "INVALID" : value === "s" ? "SKIP" : Number(value) };
        }),
    );
}

const people = (report: AgreementReport) => report.groups.find(({ between }) => between[1] === "HUMAN")!;
const estimate = (figure: { estimate: number | null }) => figure.estimate;

// Two people and a judge on five comparisons, worked by hand below.
const FIVE = table(`
  ann=2   bob=3   judge=1
  ann=2   bob=-1  judge=2
  ann=-3  bob=-3  judge=-4
  ann=-1  bob=0   judge=-2
  ann=1           judge=-1
`);

describe("buildReport, ties left out", () => {
  test("counts how often the longer response is preferred, by the judge and by people on the same comparisons", async () => {
    // The third pair is of equal length; Bob's tie on the fourth is left out.
    const made = await report(FIVE, {}, JUDGE, { readLonger: async () => Int8Array.of(1, -1, 0, -1, 1) });
    const { length } = made.judges[0]!;
    expect(length.preferLongerJudge).toMatchObject({
      estimate: 2 / 4,
      n: { comparisons: 4, labels: 10, annotators: 3, dropped: 1 },
    });
    expect(length.preferLongerHuman.estimate).toBeCloseTo(5 / 6, 12);
    const equal = await report(FIVE, {}, JUDGE, { readLonger: async () => new Int8Array(5) });
    expect(equal.judges[0]!.length.preferLongerHuman).toMatchObject({ estimate: null, reason: "all pairs are of equal length" });
  });

  test("keeps a judge whose labels are all ties: without figures, with the reason and its share of ties", async () => {
    const made = await report(table("ann=2 bob=2 judge=0\nann=-1 bob=2 judge=0\nann=1 bob=1 judge=0"));
    const [judge] = made.judges;
    expect(judge).toMatchObject({ againstEachHuman: { estimate: null, reason: expect.any(String) }, tieShare: { estimate: 1 } });
  });

  test("counts agreement of people and of a judge with them as by hand", async () => {
    const made = await report(FIVE);
    expect(made.categories).toEqual(["A", "B"]);
    expect(made.scores).toEqual([-4, -3, -2, -1, 1, 2, 3]);
    // Ann and Bob: BB, BA, AA on three comparisons; Bob's tie is left out.
    const pair = made.pairs.find(({ a, b }) => a === testId("ann") && b === testId("bob"))!;
    expect(pair.comparisons).toBe(3);
    expect(pair.confusion).toEqual([
      [1, 0],
      [1, 1],
    ]);
    expect(estimate(pair.agreement)).toBeCloseTo(2 / 3, 12);
    // Rows (1, 2), columns (2, 1): pₑ = (2 + 2)/9, κ = (6 − 4)/(9 − 4).
    expect(estimate(pair.cohenKappa)).toBeCloseTo(2 / 5, 12);
    // α: coincidences AA 2, BB 2, AB 1 + 1; Dₒ = 2/6, Dₑ = 2·3·3/(6·5).
    expect(estimate(pair.krippendorffAlphaNominal)).toBeCloseTo(1 - 2 / 6 / (18 / 30), 12);
    expect(people(made)).toMatchObject({ comparisons: 3, ratings: 6, pairs: 3 });
    expect(people(made).agreementPooled.n).toEqual({ comparisons: 3, labels: 6, annotators: 2, clusters: 3, dropped: 0 });
    expect(estimate(people(made).agreementPooled)).toBeCloseTo(2 / 3, 12);

    // Judge B B A A A. Pairs with people: c0 BB BB, c1 B·B A·B, c2 AA AA, c3 AA, c4 B·A: 6 of 8 agree.
    const [judge] = made.judges;
    expect(judge).toMatchObject({ kind: "AI", comparisons: 5, pairs: 8 });
    expect(judge?.confusion).toEqual([
      [3, 1],
      [1, 3],
    ]);
    expect(estimate(judge!.againstEachHuman)).toBeCloseTo(6 / 8, 12);
    expect(judge?.againstEachHuman.n).toEqual({ comparisons: 5, labels: 13, annotators: 3, clusters: 5, dropped: 0 });
    expect(estimate(judge!.cohenKappa)).toBeCloseTo(1 / 2, 12);
    // Mean over comparisons: 1, 1/2, 1, 1, 0.
    const group = made.groups.find(({ annotator }) => annotator === testId("judge"))!;
    expect(estimate(group.agreement)).toBeCloseTo(3.5 / 5, 12);
    expect(group.fleissKappa).toBeUndefined();
    // Majority: c0 B, c2 A, c3 A (Bob's tie is out), c4 B against A; c1 is split: 3 of 4.
    expect(estimate(judge!.againstMajority)).toBeCloseTo(3 / 4, 12);
    expect(judge?.againstMajority.n.dropped).toBe(1);
    // Two people on c0, c1, c2: judge agrees with 2 + 1 + 2 of 6, they with each other on 2 of 3.
    expect(estimate(judge!.ceilingPairwise)).toBeCloseTo(2 / 3, 12);
    expect(estimate(judge!.shareOfCeiling)).toBeCloseTo(5 / 6 / (2 / 3), 12);
    // Left out in turn: against the other one's label. Judge 5 of 6, people 4 of 6.
    expect(estimate(judge!.againstLeaveOneOut)).toBeCloseTo(5 / 6, 12);
    expect(estimate(judge!.ceilingLeaveOneOut)).toBeCloseTo(4 / 6, 12);
    expect(estimate(judge!.shareB)).toBeCloseTo(2 / 5, 12);
    // People: ann BBAAB, bob BAA: 4 of 8 prefer B; one of nine is a tie.
    expect(estimate(made.baseRate.shareB)).toBeCloseTo(4 / 8, 12);
    expect(estimate(made.baseRate.alwaysLargest)).toBeCloseTo(4 / 8, 12);
    expect(estimate(made.baseRate.tieShare)).toBeCloseTo(1 / 9, 12);
  });

  test("spreads the signed scores over nine by nine and slices by the person's strength", async () => {
    const made = await report(FIVE);
    const [judge] = made.judges;
    const cell = (person: number, by: number) => judge?.confusionSigned[person + 4]?.[by + 4];
    expect(judge?.confusionSigned.flat().reduce((a, b) => a + b, 0)).toBe(8);
    expect([cell(2, 1), cell(3, 1), cell(2, 2), cell(-1, 2), cell(-3, -4), cell(-1, -2), cell(1, -1)]).toEqual([
      1, 1, 1, 1, 2, 1, 1,
    ]);
    const slice = (value: number) => made.slices.find((s) => s.annotator === testId("judge") && s.value === value);
    // Strength 1: c1 Bob no, c3 Ann yes, c4 Ann no. Strength 3: c0 Bob yes, c2 both yes.
    expect(slice(1)).toMatchObject({ comparisons: 3, between: ["HUMAN", "AI"] });
    expect(estimate(slice(1)!.agreement)).toBeCloseTo(1 / 3, 12);
    expect(estimate(slice(3)!.agreement)).toBe(1);
    expect(slice(4)).toBeUndefined();
    // Among people each label of a pair counts once under its own strength: 1 has c1 Bob alone.
    const among = made.slices.find((s) => s.annotator === null && s.value === 1);
    expect(among).toMatchObject({ comparisons: 1, between: ["HUMAN", "HUMAN"] });
    expect(estimate(among!.agreement)).toBe(0);
  });
});

describe("buildReport, ties counted", () => {
  test("takes a tie for a category of its own", async () => {
    const made = await report(FIVE, { ties: "category" });
    expect(made.categories).toEqual(["A", "tie", "B"]);
    expect(estimate(people(made).agreementPooled)).toBeCloseTo(2 / 4, 12);
    // Judge with people: the pair c3 Bob is added and disagrees.
    expect(estimate(made.judges[0]!.againstEachHuman)).toBeCloseTo(6 / 9, 12);
    // c3 is split now (A against a tie), c1 too: B, A, B against A: 2 of 3.
    expect(estimate(made.judges[0]!.againstMajority)).toBeCloseTo(2 / 3, 12);
    expect(made.judges[0]?.againstMajority.n.dropped).toBe(2);
  });

  test("gives a tie half credit against a preference", async () => {
    const made = await report(FIVE, { ties: "half" });
    expect(estimate(people(made).agreementPooled)).toBeCloseTo(2.5 / 4, 12);
    expect(estimate(made.judges[0]!.againstEachHuman)).toBeCloseTo(6.5 / 9, 12);
    // Ann BBAA, Bob BA A tie: κ = 1 − Σ(1 − w)p/Σ(1 − w)rc. Apart: B–A 1, A–tie ½: 1.5/4. Rows A 2, B 2; columns A 2, tie 1, B 1:
    // A–tie 2·½, A–B 2·1, B–A 2·2, B–tie 2·½ = 8 of 16.
    const pair = made.pairs.find(({ b }) => b === testId("bob"))!;
    expect(estimate(pair.cohenKappa)).toBeCloseTo(1 - 1.5 / 4 / (8 / 16), 12);
    // α with the distance 1 − w: coincidences A–tie 1, A–B 1 each way; Dₒ = 2·(½ + 1)/8; totals A 4, tie 1, B 3:
    // Dₑ = 2·(4·1·½ + 4·3 + 1·3·½)/(8·7).
    expect(estimate(pair.krippendorffAlphaNominal)).toBeCloseTo(1 - 3 / 8 / (31 / 56), 12);
  });

  test("lists a tie only where some label is one", async () => {
    const made = await report(table("ann=1 bob=2\nann=-1 bob=1"), { ties: "category" });
    expect(made.categories).toEqual(["A", "B"]);
  });
});

describe("buildReport, unreadable verdicts", () => {
  const labels = table(`
    ann=2  judge=1
    ann=0  judge=i
    ann=-2 judge=i
    ann=-2 judge=-1
  `);

  test.each([
    ["drop", 2 / 2, ["A", "tie", "B"], 2],
    ["tie", 3 / 4, ["A", "tie", "B"], 4],
    ["wrong", 2 / 4, ["A", "tie", "B", "invalid"], 4],
  ] as const)("counts them as `%s`", async (invalid, agreement, categories, comparisons) => {
    const made = await report(labels, { ties: "category", invalid });
    expect(estimate(made.judges[0]!.againstEachHuman)).toBeCloseTo(agreement, 12);
    expect(estimate(made.judges[0]!.againstMajority)).toBeCloseTo(agreement, 12);
    expect(made.categories).toEqual(categories);
    expect(made.judges[0]?.comparisons).toBe(comparisons);
    expect(made.annotators.find(({ name }) => name === "judge")?.labels).toBe(comparisons);
  });

  test("let two of them agree with nobody, not even with each other", async () => {
    const made = await report(table("judge=i second=i\njudge=1 second=2"), { invalid: "wrong" });
    expect(made.groups.find(({ between }) => between[0] === "AI")!.agreement.estimate).toBe(0.5);
  });

  test("that count as a tie are left out where ties are", async () => {
    const made = await report(labels, { ties: "exclude", invalid: "tie" });
    expect(made.judges[0]?.comparisons).toBe(2);
    // Two of the judge's four labels are ties before the rule.
    expect(estimate(made.judges[0]!.tieShare)).toBeCloseTo(2 / 4, 12);
  });
});

describe("buildReport, which labels", () => {
  test("counts one label an annotator: the first showing, and of those the newest", async () => {
    const labels: TestLabel[] = [
      { comparison: "c", annotator: "ann", value: -1, submittedAt: 1 },
      { comparison: "c", annotator: "ann", value: 3, submittedAt: 5 },
      { comparison: "c", annotator: "ann", value: -4, submittedAt: 9, repeatIndex: 1 },
      { comparison: "c", annotator: "bob", value: 2, submittedAt: 2 },
    ];
    for (const order of [labels, [...labels].reverse()]) {
      const made = await report(order);
      expect(made.scores).toEqual([2, 3]);
      expect(estimate(people(made).agreementPooled)).toBe(1);
      expect(made.annotators.map(({ labels: n }) => n)).toEqual([1, 1]);
    }
  });

  test("leaves out withdrawn comparisons, other criteria and answers without a preference", async () => {
    const columns = columnsOf(table("ann=1 bob=1\nann=1 bob=-1\nann=s bob=1"), JUDGE);
    columns.withdrawn[1] = 1;
    const frame = {
      project: "t",
      criterion: { index: 0, key: "helpful" },
      round: null,
      options: AgreementOptions.parse({}),
      readOrders: async () => new Map(),
      readLonger: async () => new Int8Array(0),
    };
    const made = await buildReport(columns, frame);
    expect(made.pairs[0]?.confusion).toEqual([
      [0, 0],
      [0, 1],
    ]);
    const none = await buildReport(columns, { ...frame, criterion: { index: 7, key: "other" } });
    expect(none.annotators).toEqual([]);
    expect(people(none).agreementPooled).toMatchObject({
      estimate: null,
      low: null,
      high: null,
      reason: "no comparison has two labels",
    });
    expect(none.baseRate.shareB.reason).toBe("there is no label that counts");
  });

  test("speaks only of what is asked between", async () => {
    const labels = table("ann=1 bob=1 judge=1 second=-1 longer=1\nann=1 bob=-1 judge=-1 second=-1 longer=1");
    const between = async (between: AgreementOptions["between"]) => {
      const made = await report(labels, { between });
      return [made.annotators.length, made.pairs.length, made.groups.map((g) => g.between.join("–")), made.judges.length];
    };
    expect(await between("human-human")).toEqual([2, 1, ["HUMAN–HUMAN"], 0]);
    expect(await between("human-ai")).toEqual([4, 4, ["HUMAN–AI", "HUMAN–AI"], 2]);
    expect(await between("ai-ai")).toEqual([2, 1, ["AI–AI"], 0]);
    expect(await between("all")).toEqual([5, 10, ["HUMAN–HUMAN", "HUMAN–AI", "HUMAN–AI", "HUMAN–BASELINE", "AI–AI"], 3]);
  });
});

describe("buildReport, intervals and reasons", () => {
  test("resamples clusters, names method and seed, and does not depend on the order of labels", async () => {
    const lines = Array.from({ length: 120 }, (_, i) => `ann=1 bob=${i % 3 === 0 ? -1 : 1} judge=${i % 4 === 0 ? -1 : 1}`);
    const labels = table(lines.join("\n"));
    const made = await report(labels, { seed: 7 });
    const turned = await report([...labels].reverse(), { seed: 7 });
    const figure = made.judges[0]!.againstEachHuman;
    expect(figure.n.clusters).toBe(120);
    expect(figure.method).toBe("cluster bootstrap of 200, seed 7");
    expect(figure.low).toBeLessThan(figure.estimate!);
    expect({ ...turned, generatedAt: "" }).toEqual({ ...made, generatedAt: "" });
  });

  test("takes the sandwich over few clusters, whatever the order of labels", async () => {
    const labels = FIVE.map((label) => ({
      ...label,
      cluster: label.comparison === "c0" || label.comparison === "c1" ? "one" : label.comparison,
    }));
    const made = await report(labels, { seed: 7 });
    const turned = await report([...labels].reverse(), { seed: 7 });
    const figure = made.judges[0]!.againstEachHuman;
    expect(figure.n.clusters).toBe(4);
    expect(figure.method).toBe("cluster sandwich, Wilson at the effective number of units");
    expect(figure.low).toBeLessThan(6 / 8);
    expect(figure.high).toBeGreaterThan(6 / 8);
    expect({ ...turned, generatedAt: "" }).toEqual({ ...made, generatedAt: "" });
  });

  test("is unchanged in every figure but one's own when an annotator joins", async () => {
    const made = await report(FIVE);
    const joined = await report([...FIVE, ...table("second=1\nsecond=1\nsecond=-1\nsecond=-1\nsecond=-2")]);
    expect(joined.judges.find(({ annotator }) => annotator === testId("judge"))?.againstEachHuman).toEqual(
      made.judges[0]?.againstEachHuman,
    );
  });

  test("says what is missing instead of a number", async () => {
    const alone = await report(table("ann=1\nann=-1"));
    expect(people(alone).krippendorffAlphaNominal.reason).toBe("no comparison has two labels");
    expect(alone.judges).toEqual([]);
    const apart = await report(table("ann=1\njudge=-1"));
    expect(apart.judges[0]?.againstEachHuman.reason).toBe("no comparison has two labels");
    expect(apart.judges[0]?.shareOfCeiling.reason).toBe("no comparison has labels of two people and of this annotator");
    expect(apart.judges[0]?.position.consistent.reason).toBe("no comparison has stored answers of this judge in both orders");
    const unanimous = await report(table("ann=1 bob=1\nann=2 bob=1\nann=1 bob=2"));
    expect(people(unanimous).agreementPooled).toMatchObject({
      estimate: 1,
      method: "Wilson over 3 clusters, which are all alike",
      high: 1,
    });
    expect(people(unanimous).krippendorffAlphaNominal).toMatchObject({ estimate: null, reason: "all labels are equal" });
    expect(unanimous.pairs[0]?.cohenKappa.reason).toBe("both annotators gave one and the same category throughout");
  });

  test("has no NaN, no infinity, and a reason wherever a number is missing", async () => {
    const odd = [
      table("ann=0 bob=0 judge=0"),
      table("ann=1 bob=1 judge=1\nann=1 bob=1 judge=1"),
      table("judge=i second=i"),
      table("ann=s bob=s"),
      FIVE,
    ];
    for (const labels of odd) {
      for (const ties of ["exclude", "half", "category"] as const) {
        for (const invalid of ["drop", "tie", "wrong"] as const) checkFigures(await report(labels, { ties, invalid }));
      }
    }
  });
});

/** Every figure of a report has its value and interval, or says why not. */
function checkFigures(value: unknown): void {
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  if (typeof value !== "object" || value === null) return;
  if ("estimate" in value && "low" in value && "reason" in value) {
    if (value.estimate === null || value.low === null) expect(value.reason).toBeTypeOf("string");
    else expect(value.reason).toBeNull();
    if (value.estimate === null) expect(value.low).toBeNull();
  }
  for (const inner of Object.values(value)) checkFigures(inner);
}

describe("buildReport, one figure one interval", () => {
  const lines = Array.from(
    { length: 24 },
    (_, i) => `ann=${i % 3 === 0 ? -2 : 1} bob=${i % 4 === 0 ? -1 : 3} judge=${i % 5 ? 2 : -3}`,
  );

  test.each(["all", "human-ai"] as const)(
    "gives a judge that labelled all of people's comparisons their own ceiling (%s)",
    async (between) => {
      const whole = await report(table(lines.join("\n")));
      const made = await report(table(lines.join("\n")), { between });
      expect(made.judges[0]?.ceilingPairwise).toEqual(people(whole).agreementPooled);
      expect(people(whole).agreementPooled.low).not.toBeNull();
    },
  );

  test("gives a judge that labelled some of them the ceiling of those", async () => {
    const some = lines.map((line, i) => (i < 20 ? line : line.replace(/ judge.*/, "")));
    const made = await report(table(some.join("\n")));
    expect(made.judges[0]?.ceilingPairwise.n.comparisons).toBe(20);
    expect(people(made).agreementPooled.n.comparisons).toBe(24);
  });
});

describe("buildReport, soft labels and orders", () => {
  test("scores soft labels against each person's label, ties left out and counted", async () => {
    const soft = (comparison: string, probabilityB: number): TestLabel => ({
      comparison,
      annotator: "judge",
      value: probabilityB > 0.5 ? 1 : -1,
      probabilityB,
    });
    const made = await report([...table("ann=1\nann=-1\nann=0"), soft("c0", 0.8), soft("c1", 0.3), soft("c2", 0.9)], {
      ties: "category",
    });
    const raw = made.judges[0]!.calibration!.raw;
    expect(estimate(raw.brier)).toBeCloseTo((0.04 + 0.09) / 2, 12);
    expect(raw.brier.n).toMatchObject({ labels: 2, dropped: 1, annotators: 2 });
    expect(estimate(raw.ece)).toBeCloseTo((0.2 + 0.3) / 2, 12);
    expect(raw.bins[8]).toMatchObject({ low: 0.8, high: 0.9, n: 1, shareB: 1 });
    expect(raw.bins[8]?.meanProbability).toBeCloseTo(0.8, 12);
    expect(raw.bins[0]).toEqual({ low: 0, high: 0.1, n: 0, meanProbability: null, shareB: null });
    expect(made.judges[0]?.calibration?.clamped).toBeUndefined();
  });

  test("has no calibration where the judge gave no probabilities", async () => {
    expect((await report(FIVE)).judges[0]?.calibration).toBeUndefined();
  });
});
