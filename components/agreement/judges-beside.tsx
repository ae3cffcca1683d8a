import { Figure as FigureFrame } from "@/components/charts/figure";
import { Name } from "@/components/charts/name";
import { ShareBars, type ShareRow } from "@/components/charts/share-bars";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport, Figure, ReportedJudge, ReportedPosition } from "@/lib/agreement/types";
import { formatCount, formatPercent } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import { FigureCell, listReasons, Reasons } from "./figure-cell";
import { describeCount, describeNeed, ENOUGH } from "./words";

export interface JudgesBesideProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** Each judge held against the people on the very comparisons that it labelled too. */
export function CeilingTable({ project, rules, report }: JudgesBesideProps) {
  const judges = report.judges.filter((judge) => judge.kind === "AI");
  const figures = judges.map((judge) => ({ judge, ...toShownCeiling(judge) }));
  const reasons = listReasons(figures.flatMap(({ ceiling, share }) => [ceiling, share]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption="Agreement of people among themselves on the comparisons of each judge, and the judge’s share of it">
        <thead>
          <tr>
            <th scope="col">Judge</th>
            <th scope="col" className="num">
              Ceiling
            </th>
            <th scope="col" className="num">
              Share of ceiling
            </th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ judge, ceiling, share }) => (
            <tr key={judge.annotator}>
              <th scope="row">
                <Name kind="AI">{nameOf(report, judge)}</Name>
              </th>
              <FigureCell
                figure={ceiling}
                href={toBehindHref(project, rules, { of: "judge", judge: judge.annotator })}
                note={noteOf(ceiling.reason)}
              />
              <FigureCell figure={share} note={noteOf(share.reason)} />
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
        On the comparisons that the judge and two people or more labelled. A share can pass 1: a judge varies less than one person
        does.
      </p>
    </>
  );
}

/** A judge's ceiling and its share of it; both wait, as the first figure's does, until enough comparisons have two people's labels. */
export function toShownCeiling({ ceilingPairwise, shareOfCeiling }: Pick<ReportedJudge, "ceilingPairwise" | "shareOfCeiling">): {
  ceiling: Figure;
  share: Figure;
} {
  const need = ceilingPairwise.estimate === null ? null : describeNeed(ceilingPairwise.n.comparisons);
  if (need === null) return { ceiling: ceilingPairwise, share: shareOfCeiling };
  const waiting = { estimate: null, low: null, high: null, reason: need };
  return { ceiling: { ...ceilingPairwise, ...waiting }, share: { ...shareOfCeiling, ...waiting } };
}

/** How often the longer response is preferred, by each judge and by people on the same comparisons. */
export function LengthTable({ report }: { report: AgreementReport }) {
  const judges = report.judges.filter((judge) => judge.kind === "AI");
  const reasons = listReasons(judges.flatMap(({ length }) => [length.preferLongerJudge, length.preferLongerHuman]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption="How often the longer response is preferred, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Longer preferred</th>
            <th scope="col" className="num">
              Judge
            </th>
            <th scope="col" className="num">
              People
            </th>
          </tr>
        </thead>
        <tbody>
          {judges.map(({ annotator, length: { preferLongerJudge, preferLongerHuman } }) => (
            <tr key={annotator}>
              <th scope="row">
                <Name kind="AI">{nameOf(report, { annotator })}</Name>
              </th>
              <FigureCell figure={preferLongerJudge} note={noteOf(preferLongerJudge.reason)} />
              <FigureCell figure={preferLongerHuman} note={noteOf(preferLongerHuman.reason)} />
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
        Longer in characters, on the comparisons that the judge and people labelled; ties left out.
      </p>
    </>
  );
}

/** Each judge against the answer that most people gave: what is published as a judge's accuracy. */
export function MajorityTable({ report }: { report: AgreementReport }) {
  const judges = report.judges.filter((judge) => judge.kind === "AI");
  const reasons = listReasons(judges.map(({ againstMajority }) => againstMajority));
  const split = judges.some(({ againstMajority }) => againstMajority.n.dropped > 0);
  return (
    <>
      <Table caption="Each judge against the majority of people, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Judge</th>
            <th scope="col" className="num">
              AI vs majority
            </th>
            <th scope="col" className="num">
              Agree, of n
            </th>
            {split ? (
              <th scope="col" className="num">
                Split
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {judges.map(({ annotator, againstMajority }) => (
            <tr key={annotator}>
              <th scope="row">
                <Name kind="AI">{nameOf(report, { annotator })}</Name>
              </th>
              <FigureCell
                figure={againstMajority}
                note={againstMajority.reason ? reasons.indexOf(againstMajority.reason) + 1 : null}
              />
              <td className="num">
                {againstMajority.estimate === null ? "—" : describeCount(againstMajority, againstMajority.n.comparisons)}
              </td>
              {split ? <td className="num">{formatCount(againstMajority.n.dropped)}</td> : null}
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
        Comparisons on which the judge gives the answer of most people{split ? "; split votes are left out" : ""}. One label is
        its own majority.
      </p>
    </>
  );
}

/** What each judge does when the two responses change places in its prompt. */
export function PositionBars({ project, rules, report }: JudgesBesideProps) {
  const judges = report.judges.filter((judge) => judge.kind === "AI");
  return (
    <FigureFrame
      title="Both orders of the prompt"
      sub="dark: the same response in both; paler: the one listed first in both; outlined: the one listed second"
      table={<PositionTable project={project} rules={rules} report={report} judges={judges} />}
    >
      <ShareBars
        caption="Share of comparisons on which a judge names the same response in both orders of its prompt"
        rows={judges.map((judge) => toShareRow(report, judge))}
        valueHead="Same response"
      />
    </FigureFrame>
  );
}

const OUTCOMES = [
  { part: "consistent", key: "consistent", words: "the same response" },
  { part: "first", key: "firstBiased", words: "the first listed" },
  { part: "second", key: "secondBiased", words: "the second listed" },
] as const;

function PositionTable({ project, rules, report, judges }: JudgesBesideProps & { judges: readonly ReportedJudge[] }) {
  const reasons = listReasons(judges.flatMap(({ position }) => [position.consistent, position.firstShare]));
  const noteOf = (reason: string | null) => (reason && reasons.includes(reason) ? reasons.indexOf(reason) + 1 : null);
  return (
    <>
      <Table caption="What judges name in both orders of their prompt, and how often the first listed in all verdicts, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Judge</th>
            <th scope="col">Names in both</th>
            <th scope="col" className="num">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {judges.map((judge) =>
            OUTCOMES.map(({ part, key, words }) => (
              <tr key={`${judge.annotator}-${part}`}>
                <th scope="row">{nameOf(report, judge)}</th>
                <td>{words}</td>
                <FigureCell
                  figure={judge.position[key]}
                  href={toBehindHref(project, rules, { of: "judge", judge: judge.annotator }, { position: part })}
                  note={noteOf(judge.position[key].reason)}
                />
              </tr>
            )),
          )}
          {judges.map((judge) => (
            <tr key={`${judge.annotator}-all`}>
              <th scope="row">{nameOf(report, judge)}</th>
              <td>first listed, of all verdicts</td>
              <FigureCell figure={judge.position.firstShare} note={noteOf(judge.position.firstShare.reason)} />
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

function toShareRow(report: AgreementReport, judge: ReportedJudge): ShareRow {
  const { consistent, firstBiased, secondBiased } = judge.position;
  const few = consistent.n.comparisons < ENOUGH;
  const row = { id: judge.annotator, label: nameOf(report, judge), kind: judge.kind };
  if (consistent.estimate === null) return { ...row, parts: null, sentence: `— ${consistent.reason}`, value: "—" };
  if (few) return { ...row, parts: null, sentence: describeOrders(judge.position), value: "" };
  return {
    ...row,
    parts: [
      { name: "the same response in both orders", share: consistent.estimate, look: "full" },
      { name: "the one listed first in both", share: firstBiased.estimate ?? 0, look: "pale" },
      { name: "the one listed second in both", share: secondBiased.estimate ?? 0, look: "open" },
    ],
    value: formatPercent(consistent.estimate),
  };
}

/** Few orders as counts: always on how many both named the same response, and every bias that was seen. */
export function describeOrders({ consistent, firstBiased, secondBiased }: ReportedPosition): string {
  const all = consistent.n.comparisons;
  const said = [
    { figure: consistent, words: "the same response in both" },
    { figure: firstBiased, words: "first listed in both" },
    { figure: secondBiased, words: "second listed in both" },
  ];
  return said
    .filter(({ figure }, index) => index === 0 || (figure.estimate ?? 0) > 0)
    .map(({ figure, words }) => `${words}, ${describeCount(figure, all)}`)
    .join("; ");
}

function nameOf(report: AgreementReport, judge: Pick<ReportedJudge, "annotator">): string {
  return report.annotators.find((annotator) => annotator.id === judge.annotator)?.name ?? judge.annotator;
}
