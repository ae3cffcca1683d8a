import { IntervalPlot, type IntervalRow } from "@/components/charts/interval-plot";
import { Section } from "@/components/ui/layout/section";
import { formatCount } from "@/lib/format";
import type { Style } from "@/lib/ranking/beside-types";
import type { ModelsBeside } from "@/lib/ranking/types";

const STYLE_WORDS: Record<Style, string> = {
  length: "Longer, +1 SD",
  lists: "A list, the other has none",
  bold: "Bold words, the other has none",
  headers: "A heading, the other has none",
  code: "Code, the other has none",
};

/** The odds of being preferred by style, beyond the models' strengths. */
export function StyleOddsPlot({ judge, compared: { style } }: ModelsBeside) {
  const rows = style.effects.flatMap(({ style: of, comparisons, people, judge: judged }): IntervalRow[] => [
    { id: `${of} people`, label: STYLE_WORDS[of], kind: "HUMAN", value: people, count: formatCount(comparisons), apart: true },
    ...(judge && judged
      ? [{ id: `${of} judge`, label: judge.name, kind: "AI" as const, value: judged, count: formatCount(comparisons) }]
      : []),
  ]);
  return (
    <Section
      title="Where the difference comes from"
      note="Style: the odds of being preferred. 1 is no effect. Models’ strengths are held equal."
    >
      {style.reason ? (
        <p className="quiet">It cannot be estimated: {style.reason}.</p>
      ) : (
        <IntervalPlot
          title="Odds of being preferred by style, by people and by the judge, with 95\u00A0% intervals"
          rows={rows}
          valueHead="odds"
          countHead="differ"
          limits={{ least: 0, most: Number.POSITIVE_INFINITY }}
        />
      )}
      <p className="figure-foot">
        {`Bradley–Terry with style covariates, (A − B)/(A + B) of each; people’s labels, and the judge’s on the same ${formatCount(style.comparisons)} comparisons${style.of > style.comparisons ? `, evenly drawn from ${formatCount(style.of)}` : ""}. 95 % intervals by the cluster sandwich with t.`}
      </p>
    </Section>
  );
}
