import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CostPlot, type CostPoint, toFrontier } from "./cost-plot";
import { CoverageCurve } from "./coverage-curve";
import { ReliabilityDiagram } from "./reliability-diagram";

const point = (id: string, cost: number, estimate: number): CostPoint => ({
  id,
  label: id,
  kind: "AI",
  cost,
  agreement: { estimate, low: estimate - 0.05, high: estimate + 0.05 },
});

test("toFrontier keeps those that nothing beats for less", () => {
  const points = [point("dear", 10, 0.7), point("cheap", 1, 0.6), point("worse", 5, 0.6), point("same price", 1, 0.5)];
  expect(toFrontier(points).map(({ id }) => id)).toEqual(["cheap", "dear"]);
});

test("CostPlot draws a single point without a number that is none", () => {
  const html = renderToStaticMarkup(
    <CostPlot title="Cost" points={[point("one", 3, 0.7)]} ceiling={null} free={null} toMoney={(cost) => `$${cost}`} />,
  );
  expect(html).toContain("one: $3, 0.70");
  expect(html).not.toContain("NaN");
});

test("CoverageCurve and ReliabilityDiagram tell their points to those who hear them", () => {
  const step = { coverage: 1, agreement: 0.8, agreementAtLeast: 0.7 };
  const curve = renderToStaticMarkup(<CoverageCurve title="Coverage" points={[step]} target={0.9} chosen={null} />);
  expect(curve).toMatch(/100\s%? ?kept: 0\.80, at least 0\.70/);
  expect(curve).not.toContain("NaN");
  const diagram = renderToStaticMarkup(
    <ReliabilityDiagram
      title="Reliability"
      bins={[
        { low: 0, high: 0.1, n: 12, mean: 0.05, share: 0.25 },
        { low: 0.9, high: 1, n: 0, mean: null, share: null },
      ]}
    />,
  );
  expect(diagram).toContain("said 0.05, was 0.25, 12");
  // Twelve are few: an open mark.
  expect(diagram).toContain("bar-ai-3");
});
