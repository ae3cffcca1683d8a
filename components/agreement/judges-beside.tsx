import { Figure as FigureFrame } from "@/components/charts/figure";
import { Name } from "@/components/charts/name";
import { ShareBars, type ShareRow } from "@/components/charts/share-bars";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport, ReportedJudge } from "@/lib/agreement/types";
import { formatPercent } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import { FigureCell, listReasons, Reasons } from "./figure-cell";
import { ENOUGH } from "./words";

export interface JudgesBesideProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** Each judge held against the people on the very comparisons that it labelled too. */
export function CeilingTable({ project, rules, report }: JudgesBesideProps) {
  const judges = report.judges.filter((judge) => judge.kind === "AI");
  const reasons = listReasons(judges.flatMap((judge) => [judge.ceilingPairwise, judge.shareOfCeiling]));
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
          {judges.map((judge) => (
            <tr key={judge.annotator}>
              <th scope="row">
                <Name kind="AI">{nameOf(report, judge)}</Name>
              </th>
              <FigureCell
                figure={judge.ceilingPairwise}
                href={toBehindHref(project, rules, { of: "judge", judge: judge.annotator })}
                note={noteOf(judge.ceilingPairwise.reason)}
              />
              <FigureCell figure={judge.shareOfCeiling} note={noteOf(judge.shareOfCeiling.reason)} />
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
      <Table caption="What judges name in both orders of their prompt, and how often the first listed in all verdicts, with 95 % intervals">
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
  const count = Math.round(consistent.estimate * consistent.n.comparisons);
  if (few)
    return { ...row, parts: null, sentence: "the same response in both", value: `${count} of ${consistent.n.comparisons}` };
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

function nameOf(report: AgreementReport, judge: ReportedJudge): string {
  return report.annotators.find((annotator) => annotator.id === judge.annotator)?.name ?? judge.annotator;
}
