import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ScoreStrip, toPiles } from "./score-strip";

test("ScoreStrip puts people above the line and judges below it, each at its score", () => {
  const html = renderToStaticMarkup(
    <ScoreStrip
      marks={[
        { kind: "HUMAN", score: -4, name: "Mara" },
        { kind: "AI", score: 4, name: "Heron" },
      ]}
    />,
  );
  // Nine places 22 px apart, the first at 16: −4 at 16, +4 at 192.
  expect(html).toContain('<circle class="human" cx="16" cy="6"');
  expect(html).toContain('<svg x="192" y="22"');
  expect(html).toMatch(/<title[^>]*>Mara −4, Heron \+4<\/title>/);
});

test("toPiles makes one mark of equal scores of one kind, with their number", () => {
  const marks = [2, 2, -1].map((score) => ({ kind: "HUMAN" as const, score, name: "x" }));
  expect(toPiles([...marks, { kind: "AI", score: 2, name: "y" }])).toEqual([
    { kind: "HUMAN", lane: "HUMAN", score: 2, count: 2 },
    { kind: "HUMAN", lane: "HUMAN", score: -1, count: 1 },
    { kind: "AI", lane: "AI", score: 2, count: 1 },
  ]);
});

test("ScoreStrip keeps two of one kind apart where each has its side of the line", () => {
  const html = renderToStaticMarkup(
    <ScoreStrip
      marks={[
        { kind: "AI", score: 1, name: "Heron", lane: "above" },
        { kind: "AI", score: 1, name: "Wren", lane: "below" },
      ]}
    />,
  );
  expect(html).toContain('<svg x="126" y="6"');
  expect(html).toContain('<svg x="126" y="22"');
});
