import Link from "next/link";
import { toBehindHref, toRules } from "@/components/agreement/behind/hrefs";
import { toHeadlineRows } from "@/components/agreement/headline-rows";
import { describeCount, describeMethod, describeNeed, ENOUGH } from "@/components/agreement/words";
import { IntervalPlot } from "@/components/charts/interval-plot";
import { DataList } from "@/components/ui/layout/data-list";
import type { AgreementReport, Figure } from "@/lib/agreement/types";
import { formatCount, formatInterval, formatNumber, formatPercent } from "@/lib/format";
import type { Overview } from "@/lib/overview/types";
import { paths } from "@/lib/paths";

export interface AnswersProps {
  project: string;
  overview: Overview;
}

/** The three answers of a project's first page. */
export function Answers({ project, overview }: AnswersProps) {
  return (
    <div className="answers">
      <section aria-labelledby="far">
        <h2 id="far">How far are we?</h2>
        <HowFar overview={overview} />
      </section>
      <section aria-labelledby="people-agree">
        <h2 id="people-agree">How far do people agree?</h2>
        <PeopleAgree project={project} report={overview.report} />
      </section>
      <section aria-labelledby="judges-agree">
        <h2 id="judges-agree">How far does each judge agree with people?</h2>
        <JudgesAgree project={project} report={overview.report} />
      </section>
    </div>
  );
}

function HowFar({ overview }: { overview: Overview }) {
  const { assignments, done, counts, comparisons, rounds } = overview;
  const others = [
    counts.skips > 0 ? `${formatCount(counts.skips)} ${counts.skips === 1 ? "skip" : "skips"}` : "",
    counts.otherAnswers > 0 ? `${formatCount(counts.otherAnswers)} without a preference` : "",
  ].filter(Boolean);
  return (
    <>
      {assignments === 0 ? (
        <p className="e-none">
          — <span>no round yet</span>
        </p>
      ) : (
        <>
          <p className="figure-number">
            {formatPercent(done / assignments)}{" "}
            <small>
              {formatCount(done)} of {formatCount(assignments)} assignments
            </small>
          </p>
          <div
            className="stack"
            role="img"
            aria-label={`${rounds.map((round) => `Round ${round.number}: ${round.done} of ${round.assignments}`).join(". ")}.`}
          >
            {rounds.map((round) => (
              <span key={round.id} style={{ flex: Math.max(1, round.assignments) }}>
                <i style={{ width: `${round.assignments === 0 ? 0 : (100 * round.done) / round.assignments}%` }} />
              </span>
            ))}
          </div>
          {rounds.length <= 4 ? (
            <div className="stack-labels" aria-hidden="true">
              {rounds.map((round) => (
                <span key={round.id} style={{ flex: Math.max(1, round.assignments) }}>
                  Round {round.number}
                </span>
              ))}
            </div>
          ) : null}
        </>
      )}
      <DataList
        figures
        items={[
          {
            term: "Labels by people",
            value: (
              <>
                {formatCount(counts.byPeople)}
                {others.length > 0 ? <span className="quiet"> and {others.join(", ")}</span> : null}
              </>
            ),
          },
          { term: "Comparisons labelled", value: `${formatCount(counts.labelled)} of ${formatCount(comparisons)}` },
          { term: "Labelled twice or more", value: `${formatCount(counts.labelledTwice)} of ${formatCount(comparisons)}` },
          { term: "People", value: formatCount(counts.people) },
        ]}
      />
    </>
  );
}

function PeopleAgree({ project, report }: { project: string; report: AgreementReport }) {
  const people = report.groups.find((group) => group.between[1] === "HUMAN");
  const estimate = people?.agreementPooled.estimate ?? null;
  if (!people || estimate === null) {
    return (
      <p className="e-none">
        — <span>{people?.agreementPooled.reason ?? describeNeed(0)}</span>
      </p>
    );
  }
  const { agreementPooled, comparisons, pairs, krippendorffAlphaOrdinal } = people;
  const few = comparisons < ENOUGH;
  const behind = toBehindHref(project, toRules(report), { of: "humans" });
  return (
    <>
      <p className="figure-number">
        {few ? describeCount(agreementPooled, pairs) : formatNumber(estimate)}{" "}
        <small>{few ? `pairs agree; ${describeNeed(comparisons)}` : <Interval figure={agreementPooled} />}</small>
      </p>
      <p className="note">The ceiling: two people who label the same comparison prefer the same response this often.</p>
      <DataList
        figures
        items={[
          { term: "Ordinal α", value: <Value figure={krippendorffAlphaOrdinal} /> },
          { term: "Prefer B", value: <Value figure={report.baseRate.shareB} plain /> },
          {
            term: "Pairs",
            value: (
              <>
                <Link href={behind}>{formatCount(pairs)}</Link>{" "}
                <span className="quiet">on {formatCount(comparisons)} comparisons</span>
              </>
            ),
          },
          { term: "Ties", value: <Ties figure={report.baseRate.tieShare} /> },
        ]}
      />
    </>
  );
}

function JudgesAgree({ project, report }: { project: string; report: AgreementReport }) {
  const people = report.groups.find((group) => group.between[1] === "HUMAN");
  const judges = report.judges.filter((judge) => judge.pairs > 0);
  if (judges.length === 0) {
    return (
      <p className="e-none">
        — <span>needs labels of people and one judge on the same comparisons</span>
      </p>
    );
  }
  const method = [people?.agreementPooled, ...judges.map((judge) => judge.againstEachHuman)].find(
    (figure) => figure?.low != null,
  );
  return (
    <figure className="figure">
      <IntervalPlot
        title="Agreement with people, with 95&nbsp;% intervals, beside the ceiling"
        rows={toHeadlineRows(report, project, toRules(report))}
        ceiling={people && people.comparisons >= ENOUGH ? people.agreementPooled : null}
        valueHead="Agreement"
        countHead="Pairs"
      />
      <p className="figure-foot">
        Agreement in preference on {report.criterion}; ties left out, unreadable verdicts left out.{" "}
        {method ? describeMethod(method) : "Too few for intervals."}{" "}
        <Link href={`${paths.agreement(project)}?criterion=${report.criterion}`}>All coefficients</Link>
      </p>
    </figure>
  );
}

function Value({ figure, plain = false }: { figure: Figure; plain?: boolean }) {
  if (figure.estimate === null) return <span title={figure.reason ?? undefined}>—</span>;
  return (
    <>
      {formatNumber(figure.estimate)}
      {plain ? null : (
        <span className="ci">
          {" "}
          <Interval figure={figure} />
        </span>
      )}
    </>
  );
}

function Interval({ figure }: { figure: Figure }) {
  return figure.low !== null && figure.high !== null ? formatInterval(figure.low, figure.high) : null;
}

function Ties({ figure }: { figure: Figure }) {
  if (figure.estimate === null) return "—";
  return figure.estimate === 0 ? "none" : `${formatPercent(figure.estimate)} of labels, left out here`;
}
