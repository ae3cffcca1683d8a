import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { AgreementReport, Figure } from "@/lib/agreement/types";
import { describeOrders, MajorityTable, toShownCeiling } from "./judges-beside";

test("describeOrders says that the first listed was named in both orders, not only that the response changed", () => {
  const position = {
    consistent: figure(0, 24),
    firstBiased: figure(1, 24),
    secondBiased: figure(0, 24),
    firstShare: figure(1, 24),
  };
  expect(describeOrders(position)).toBe("the same response in both, 0 of 24; first listed in both, 24 of 24");
  expect(
    describeOrders({ ...position, consistent: figure(0.5, 24), firstBiased: figure(0.125, 24), secondBiased: figure(0.25, 24) }),
  ).toBe("the same response in both, 12 of 24; first listed in both, 3 of 24; second listed in both, 6 of 24");
});

test("toShownCeiling withholds a ceiling of few comparisons, and the share of it, with what is missing", () => {
  const { ceiling, share } = toShownCeiling({ ceilingPairwise: figure(0.59, 24), shareOfCeiling: figure(0.88, 24) });
  for (const each of [ceiling, share]) {
    expect(each).toMatchObject({ estimate: null, low: null, high: null, reason: "needs 6 more doubly labelled comparisons" });
  }
});

test("toShownCeiling leaves a ceiling of enough comparisons as it is, and a missing one its own reason", () => {
  const enough = { ceilingPairwise: figure(0.59, 30), shareOfCeiling: figure(0.88, 30) };
  expect(toShownCeiling(enough)).toEqual({ ceiling: enough.ceilingPairwise, share: enough.shareOfCeiling });
  const none = { ...figure(0, 0), estimate: null, reason: "no comparison has labels of two people" };
  expect(toShownCeiling({ ceilingPairwise: none, shareOfCeiling: none }).ceiling.reason).toBe(
    "no comparison has labels of two people",
  );
});

test("MajorityTable shows a judge's agreement with the majority, its interval, what it counted, and the split votes", () => {
  const against = { ...figure(0.71, 1000, 12), low: 0.68, high: 0.74 };
  const judge = { annotator: "j", kind: "AI", againstMajority: against };
  const report = { annotators: [{ id: "j", name: "gpt-3.5-turbo" }], judges: [judge] } as unknown as AgreementReport;
  const html = renderToStaticMarkup(<MajorityTable report={report} />);
  expect(html).toContain("AI vs majority");
  expect(html).toMatch(
    /gpt-3\.5-turbo[\s\S]*0\.71<span class="ci"> \[0\.68, 0\.74\]<\/span>[\s\S]*710 of 1,000<\/td><td class="num">12<\/td>/,
  );
});

function figure(estimate: number, comparisons: number, dropped = 0): Figure {
  return {
    estimate,
    low: null,
    high: null,
    level: 0.95,
    method: "cluster bootstrap of 2,000, seed 1",
    reason: null,
    n: { comparisons, labels: comparisons * 2, annotators: 2, clusters: comparisons, dropped },
  };
}
