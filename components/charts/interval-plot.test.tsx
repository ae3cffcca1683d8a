import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { IntervalPlot, type IntervalRow } from "./interval-plot";

const PEOPLE: IntervalRow = {
  id: "people",
  label: "People with people",
  note: "the ceiling",
  kind: "HUMAN",
  value: { estimate: 0.5, low: 0.4, high: 0.6, reason: null },
  count: "757",
};

function draw(rows: readonly IntervalRow[], ceiling = PEOPLE.value): string {
  return renderToStaticMarkup(
    <IntervalPlot title="Agreement, with 95 % intervals" rows={rows} ceiling={ceiling} valueHead="agreement" countHead="pairs" />,
  );
}

test("IntervalPlot draws each interval at its place before the band of the ceiling, and prints its numbers in the row", () => {
  // 0.4 to 0.6 with 6 % of it at each side: the axis runs from 0.388 to 0.612, where 0.4 stands at 5.36 % and 0.5 in the middle.
  const html = draw([PEOPLE]);
  expect(html).toContain('<rect class="band" x="5.36%" width="89.29%" y="0" height="100%"');
  expect(html).toContain('<line class="w-human" x1="5.36%" x2="94.64%" y1="50%" y2="50%"');
  expect(html).toContain('<circle class="human" cx="50%" cy="50%"');
  expect(html).toContain("<b>0.50</b> [0.40, 0.60]");
});

test("IntervalPlot tells those who hear it the same numbers", () => {
  const html = draw([PEOPLE, { ...PEOPLE, id: "few", label: "Heron", sentence: "8 of 11 pairs agree" }]);
  expect(html).toMatch(/<title[^>]*>Agreement, with 95 % intervals<\/title>/);
  expect(html).toMatch(/<desc[^>]*>People with people 0.50 \[0.40, 0.60\]. Heron: 8 of 11 pairs agree<\/desc>/);
});

test("IntervalPlot draws no mark for few comparisons and none for what has no value, and says why", () => {
  const html = draw([
    PEOPLE,
    { ...PEOPLE, id: "few", label: "Heron", kind: "AI", sentence: "8 of 11 pairs agree" },
    { ...PEOPLE, id: "none", label: "Wren", kind: "AI", value: { estimate: null, low: null, high: null, reason: "no pairs" } },
  ]);
  expect(html).not.toContain('class="ai"');
  expect(html).toContain("8 of 11 pairs agree</span></td>");
  expect(html).toContain("— no pairs</span></td>");
});

test("IntervalPlot is a table alone when nothing can be drawn", () => {
  const html = renderToStaticMarkup(
    <IntervalPlot title="t" rows={[{ ...PEOPLE, sentence: "3 of 4 pairs agree" }]} valueHead="agreement" countHead="pairs" />,
  );
  expect(html).not.toContain("<svg");
  expect(html).toContain("3 of 4 pairs agree");
});

test("IntervalPlot draws each mark inside its own row, so that a row which grows takes its mark along", () => {
  const html = draw([
    { ...PEOPLE, sentence: "35 of 58 pairs agree; needs 4 more doubly labelled comparisons" },
    { ...PEOPLE, id: "judge", label: "Smol v1", kind: "AI", apart: true },
  ]);
  const [, people = "", judge = ""] = html.split("<tbody>")[1]?.split("<tr") ?? [];
  expect(people).toContain("35 of 58 pairs agree; needs 4 more doubly labelled comparisons");
  expect(people).not.toContain("<svg");
  expect(judge).toContain("Smol v1");
  expect(judge).toContain('class="ai"');
  expect(judge).toMatch(/class="w-ai"[^>]*y1="50%" y2="50%"/);
  // Behind the rows nothing is drawn that belongs to one of them.
  expect(html.split("<table>")[0]).not.toMatch(/class="(ai|w-ai|human|w-human)"/);
});

test("IntervalPlot marks every other number of its axis, which may go where there is no room", () => {
  const html = draw([PEOPLE]);
  expect(html).toMatch(/<text class="t-quiet"[^>]*>0\.40<\/text>/);
  expect(html).toMatch(/<text class="t-quiet t-minor"[^>]*>0\.45<\/text>/);
});
