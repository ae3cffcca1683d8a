import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/user-id";
import { importDataset } from "@/lib/datasets/import-dataset";
import { createProject } from "@/lib/projects/create-project";
import { columnsOf, type TestLabel } from "@/lib/testing/columns-of";
import { freshDatabase } from "@/lib/testing/test-db";
import { buildReport } from "./build-report";
import { getAgreementReport } from "./queries";
import { AgreementOptions } from "./schema";
import type { AgreementReport } from "./types";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/pandalm");
const present = existsSync(folder);
const suite = test.skipIf(!present);
if (!present) console.error(`The PandaLM figures are skipped: ${folder} is not there.`);

interface Item {
  idx: number;
  annotator1: number;
  annotator2: number;
  annotator3: number;
}

/** 0 a tie, 1 the first response, 2 the second; the side alone is known. */
const toScore = (answer: number) => [0, -2, 2][answer] ?? 0;

function readLabels(): TestLabel[] {
  const read = (name: string) => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  const labels: TestLabel[] = [];
  for (const item of read("testset-v1.json") as Item[]) {
    for (const annotator of ["annotator1", "annotator2", "annotator3"] as const) {
      labels.push({ comparison: `${item.idx}`, annotator, value: toScore(item[annotator]), strengthKnown: false });
    }
  }
  for (const { idx, gpt_result: result } of read("gpt-3.5-turbo-testset-v1.json") as { idx: number; gpt_result: string }[]) {
    const value = result === "garbage" ? "INVALID" : toScore(result === "Tie" ? 0 : Number(result));
    labels.push({ comparison: `${idx}`, annotator: "gpt-3.5-turbo", value, strengthKnown: false });
  }
  for (const { idx, pandalm_result: result } of read("pandalm-7b-testset-v1.json") as {
    idx: number;
    pandalm_result: string | number;
  }[]) {
    labels.push({ comparison: `${idx}`, annotator: "pandalm-7b", value: toScore(Number(result)), strengthKnown: false });
  }
  return labels;
}

function report(options: Partial<AgreementOptions>): Promise<AgreementReport> {
  const columns = columnsOf(readLabels(), { "gpt-3.5-turbo": "AI", "pandalm-7b": "AI" });
  return buildReport(columns, {
    project: "pandalm",
    criterion: { index: 0, key: "overall" },
    round: null,
    options: AgreementOptions.parse(options),
    resamples: 200,
    readOrders: async () => new Map(),
    readLonger: async () => new Int8Array(0),
  });
}

const judgeOf = (made: AgreementReport, name: string) => {
  const id = made.annotators.find((annotator) => annotator.name === name)?.id;
  return made.judges.find(({ annotator }) => annotator === id)!;
};

suite("buildReport reproduces the published agreement of PandaLM's annotators", async () => {
  const made = await report({ ties: "category" });
  const people = made.groups[0]!;
  expect(made.pairs.slice(0, 5).map(({ cohenKappa }) => Number(cohenKappa.estimate?.toFixed(4)))).toEqual(
    expect.arrayContaining([0.852, 0.8789, 0.8617]),
  );
  const ids = made.annotators.filter(({ kind }) => kind === "HUMAN").map(({ id }) => id);
  const kappa = (a: number, b: number) => made.pairs.find((pair) => pair.a === ids[a] && pair.b === ids[b])?.cohenKappa.estimate;
  expect(kappa(0, 1)).toBeCloseTo(0.852022679, 9);
  expect(kappa(0, 2)).toBeCloseTo(0.878943811, 9);
  expect(kappa(1, 2)).toBeCloseTo(0.861661454, 9);
  expect(people.krippendorffAlphaNominal.estimate).toBeCloseTo(0.864220685, 9);
  expect(people.fleissKappa?.estimate).toBeCloseTo(0.864175365, 9);
  expect(people.gwetAC1.estimate).toBeCloseTo(0.886444708, 9);
  // 879 unanimous of 999, 120 of two against one, no three-way split: (879 + 120/3)/999.
  expect(people.agreement.estimate).toBeCloseTo((879 + 40) / 999, 12);
  expect(people.agreement.n).toMatchObject({ comparisons: 999, labels: 2997, annotators: 3 });
});

suite("buildReport reproduces the judges' published accuracy by the rule for unreadable verdicts", async () => {
  const percent = (figure: { estimate: number | null }) => Number((100 * (figure.estimate ?? Number.NaN)).toFixed(2));
  const asTie = await report({ ties: "category", invalid: "tie" });
  expect(percent(judgeOf(asTie, "gpt-3.5-turbo").againstMajority)).toBe(71.07);
  expect(percent(judgeOf(asTie, "pandalm-7b").againstMajority)).toBe(66.77);
  const dropped = await report({ ties: "category", invalid: "drop" });
  expect(percent(judgeOf(dropped, "gpt-3.5-turbo").againstMajority)).toBe(71.56);
  expect(judgeOf(dropped, "gpt-3.5-turbo").againstMajority.n).toMatchObject({ comparisons: 974, dropped: 0 });
  // The 25 are counted as what they are, whatever the rule makes of them, and no tie among the rest is one of them.
  const wrong = await report({ ties: "category", invalid: "wrong" });
  for (const made of [asTie, dropped, wrong]) {
    const unreadable = made.annotators.map(({ name, unreadable: count }) => [name, count] as const);
    expect(unreadable.filter(([, count]) => count > 0)).toEqual([["gpt-3.5-turbo", 25]]);
  }
  const ties = (made: AgreementReport) => judgeOf(made, "gpt-3.5-turbo").tieShare;
  expect(Math.round((ties(asTie).estimate ?? 0) * 999) - Math.round((ties(dropped).estimate ?? 0) * 974)).toBe(25);
  expect(percent(judgeOf(wrong, "gpt-3.5-turbo").againstMajority)).toBe(69.77);
});

describe.skipIf(!present)("the imported files", () => {
  beforeAll(freshDatabase().open);

  test("give the same figures through the database", async () => {
    const actor = systemActor();
    const project = await createProject(actor, {
      name: "PandaLM",
      scale: { preset: "ARENA" },
      criteria: [{ key: "overall", question: "Which is better?", polarity: "BETTER" }],
    });
    for (const fileName of ["testset-v1.json", "gpt-3.5-turbo-testset-v1.json", "pandalm-7b-testset-v1.json"]) {
      await importDataset(actor, project.id, createReadStream(path.join(folder, fileName)), { fileName });
    }
    const made = await getAgreementReport(actor, project.id, AgreementOptions.parse({ ties: "category", invalid: "tie" }));
    const here = await report({ ties: "category", invalid: "tie" });
    const estimates = ({ groups, judges }: AgreementReport) => [
      ...groups.map((group) => [group.agreement.estimate, group.krippendorffAlphaNominal.estimate, group.gwetAC1.estimate]),
      ...judges.map((judge) => [
        judge.againstMajority.estimate,
        judge.againstLeaveOneOut.estimate,
        judge.shareOfCeiling.estimate,
      ]),
    ];
    expect(made.annotators.map(({ kind, labels }) => [kind, labels])).toEqual(
      here.annotators.map(({ kind, labels }) => [kind, labels]),
    );
    for (const [i, row] of estimates(made).entries()) {
      for (const [k, value] of row.entries()) expect(value).toBeCloseTo(estimates(here)[i]?.[k] ?? Number.NaN, 12);
    }
    // The same prompt comes in up to ten comparisons, which are resampled together: 170 prompts.
    expect(made.groups[0]?.agreement.n).toMatchObject({ comparisons: 999, clusters: 170 });
  });
});
