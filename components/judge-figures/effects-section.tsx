import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { FigureCell, listReasons, Reasons } from "@/components/agreement/figure-cell";
import { describeOrders } from "@/components/agreement/judges-beside";
import { describeMethod, ENOUGH } from "@/components/agreement/words";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { ShareBars } from "@/components/charts/share-bars";
import { Panel } from "@/components/panel/panel";
import { Section } from "@/components/ui/layout/section";
import { Table } from "@/components/ui/layout/table";
import { formatCount, formatNumber, formatPercent } from "@/lib/format";
import type { JudgeEffect, JudgeFigures } from "@/lib/judge-figures/types";
import { toJudgePanel } from "./to-panel";

const NAMES: Record<JudgeEffect["effect"], string> = {
  position: "Shown first",
  length: "Longer",
  lists: "More list items",
  headers: "More headers",
  code: "More code blocks",
};

export interface EffectsSectionProps {
  project: string;
  rules: Rules;
  figures: JudgeFigures;
}

/** The judge's habits beside those of people on the same comparisons: what would bend a ranking that the judge makes. */
export function EffectsSection({ project, rules, figures }: EffectsSectionProps) {
  const { effects, annotator } = figures;
  const example = effects.find(({ difference }) => difference.low !== null);
  return (
    <Section
      title="Habits, judge minus people"
      note="How much more often than people the judge prefers the response that is shown first or has more of something. On the zero line they share the habit."
    >
      <div className="cols jf-two">
        <Panel
          name="judge-habits"
          title="Differences"
          definition="Of the preferences on comparisons whose two responses differ in something, the share for the one with more of it: the judge’s share minus people’s on the very same comparisons. Above zero the judge favours it more than people do, and a ranking by the judge favours models that have it."
          {...toJudgePanel(
            project,
            figures,
            `Preferences of ${annotator.name} minus people’s on the same comparisons`,
            example?.difference ?? null,
          )}
          sub="share of preferences for that response, judge minus people, on the same comparisons"
          table={<EffectsTable effects={effects} />}
          foot={`${example ? `${describeMethod(example.difference)} Paired: resampled together. ` : ""}Lists, headers and code are counted in the text, on 5,000 comparisons at most. Shown first: in the prompt for the judge, at the left for people.`}
        >
          <IntervalPlot
            title="Preference for a response, judge minus people, with 95&nbsp;% intervals"
            valueHead="difference"
            countHead="comparisons"
            limits={{ least: -1, most: 1 }}
            zero
            rows={effects.map(({ effect, comparisons, judge, people, difference }) => ({
              id: effect,
              label: NAMES[effect],
              kind: annotator.kind,
              value: difference,
              sentence:
                comparisons > 0 && comparisons < ENOUGH
                  ? `judge ${formatNumber(judge.estimate ?? 0)}, people ${formatNumber(people.estimate ?? 0)}: few`
                  : null,
              count: formatCount(comparisons),
            }))}
          />
        </Panel>
        {annotator.kind === "AI" ? <Orders project={project} rules={rules} figures={figures} /> : null}
      </div>
    </Section>
  );
}

function EffectsTable({ effects }: { effects: readonly JudgeEffect[] }) {
  const reasons = listReasons(effects.flatMap(({ judge, people, difference }) => [judge, people, difference]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption="Preference for a response by judge and by people, with 95&nbsp;% intervals" id="effects">
        <thead>
          <tr>
            <th scope="col">Prefers</th>
            {["Judge", "People", "Judge minus people", "Comparisons"].map((head) => (
              <th key={head} scope="col" className="num">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {effects.map(({ effect, comparisons, judge, people, difference }) => (
            <tr key={effect}>
              <th scope="row">{NAMES[effect]}</th>
              <FigureCell figure={judge} note={noteOf(judge.reason)} />
              <FigureCell figure={people} note={noteOf(people.reason)} />
              <FigureCell figure={difference} note={noteOf(difference.reason)} />
              <td className="num">{formatCount(comparisons)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
      </p>
    </>
  );
}

const OUTCOMES = [
  { part: "consistent", key: "consistent", words: "the same response", look: "full" },
  { part: "first", key: "firstBiased", words: "the one listed first", look: "pale" },
  { part: "second", key: "secondBiased", words: "the one listed second", look: "open" },
] as const;

/** What the judge names when the two responses change places in its prompt. */
function Orders({ project, rules, figures }: EffectsSectionProps) {
  const { annotator, agreement } = figures;
  if (!agreement) return null;
  const { position } = agreement;
  const { consistent } = position;
  const reasons = listReasons(OUTCOMES.map(({ key }) => position[key]));
  const few = consistent.n.comparisons < ENOUGH;
  return (
    <Panel
      name="judge-orders"
      title="Both orders of the prompt"
      definition="Comparisons that the judge was asked about twice, with the responses in both orders. A judge that reads them names the same response both times; one that goes by the place names the same place."
      {...toJudgePanel(project, figures, `Verdicts of ${annotator.name} in both prompt orders`, consistent)}
      sub="dark: the same response in both; paler: the one listed first in both; outlined: the one listed second"
      foot={<Reasons reasons={reasons} />}
    >
      {consistent.estimate === null ? null : (
        <>
          <ShareBars
            caption="Share of comparisons on which the judge names the same response in both orders of its prompt"
            valueHead="Same response"
            rows={[
              {
                id: annotator.id,
                label: annotator.name,
                kind: annotator.kind,
                parts: few
                  ? null
                  : OUTCOMES.map(({ key, words, look }) => ({ name: words, share: position[key].estimate ?? 0, look })),
                sentence: few ? describeOrders(position) : null,
                value: few ? "" : formatPercent(consistent.estimate),
              },
            ]}
          />
          <Table caption="What the judge names in both orders, with 95&nbsp;% intervals" className="mt-3">
            <tbody>
              {OUTCOMES.map(({ part, key, words }) => (
                <tr key={part}>
                  <th scope="row">{words} in both</th>
                  <FigureCell
                    figure={position[key]}
                    href={toBehindHref(project, rules, { of: "judge", judge: annotator.id }, { position: part })}
                    note={position[key].reason ? reasons.indexOf(position[key].reason) + 1 : null}
                  />
                </tr>
              ))}
              <tr>
                <th scope="row">the one listed first, of all verdicts</th>
                <FigureCell figure={position.firstShare} />
              </tr>
            </tbody>
          </Table>
        </>
      )}
    </Panel>
  );
}
