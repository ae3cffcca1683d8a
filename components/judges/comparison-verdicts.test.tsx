import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { hostileTexts } from "@/lib/testing/attacks/hostile-texts";
import { ComparisonVerdicts } from "./comparison-verdicts";

const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#x27;");

test("SEC-72: what a judge wrote is shown whole and as text, its reasoning too, whatever it is", () => {
  for (const [name, text] of Object.entries({ ...hostileTexts, "a verdict nobody could read": "Response 1 is better than 2." })) {
    const sample = { id: "s", order: "AB" as const, sampleIndex: 0, rawText: text, rationale: `why: ${text}` };
    const html = renderToStaticMarkup(
      <ComparisonVerdicts
        name="c1"
        verdicts={{
          label: { answer: "INVALID", score: null, probabilityB: null, probabilityBClamped: null, orderConsistent: null },
          isDirect: false,
          principles: [
            {
              principle: null,
              probabilityB: null,
              byOrder: {},
              samples: [{ ...sample, method: "invalid", probabilityFirst: null, score: null }],
            },
          ],
        }}
      />,
    );
    expect(html, name).toContain(`<pre class="raw-text">${escaped(text)}</pre>`);
    expect(html, name).toContain(`<pre class="raw-text">why: ${escaped(text)}</pre>`);
    expect(html).toContain("No verdict could be read: the label is invalid, neither a tie nor a guess.");
  }
});
