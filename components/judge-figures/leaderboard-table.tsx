import Link from "next/link";
import { type Rules, toBehindHref } from "@/components/agreement/behind/hrefs";
import { FigureCell } from "@/components/agreement/figure-cell";
import { describeCount, ENOUGH } from "@/components/agreement/words";
import { SortHead } from "@/components/ui/layout/sort-head";
import { Table } from "@/components/ui/layout/table";
import { Shape } from "@/components/ui/shape";
import { State } from "@/components/ui/state";
import type { Figure } from "@/lib/agreement/types";
import { formatMicroDollars, formatNumber, formatQuantity } from "@/lib/format";
import type { Leaderboard, LeaderboardRow } from "@/lib/judge-figures/leaderboard-types";
import { paths } from "@/lib/paths";
import { COLUMNS, type SortKey, sortBoard } from "./leaderboard-rows";

export interface LeaderboardTableProps {
  project: string;
  rules: Rules;
  board: Leaderboard;
  sorted: SortKey;
  sortHref: (key: SortKey) => string;
}

/** Judges in the order of one column, people among them at their place. */
export function LeaderboardTable({ project, rules, board, sorted, sortHref }: LeaderboardTableProps) {
  return (
    <Table caption={`Judges beside people on ${board.criterion}, with 95\u00A0% intervals`} id="leaderboard" className="jf-board">
      <thead>
        <tr>
          <th scope="col">Judge, version</th>
          {COLUMNS.map(({ key, head, rising }) => (
            <SortHead
              key={key}
              numeric
              sorted={key === sorted ? (rising ? "ascending" : "descending") : undefined}
              href={sortHref(key)}
            >
              {head}
            </SortHead>
          ))}
          <th scope="col" className="num">
            ω({formatNumber(board.epsilon)})
          </th>
          <th scope="col" className="num">
            p against best
          </th>
        </tr>
      </thead>
      <tbody>
        {sortBoard(board, sorted).map((row) =>
          row === "people" ? (
            <PeopleRow key="people" project={project} rules={rules} board={board} />
          ) : row.figures && row.reason === null ? (
            <JudgeRow key={row.annotator} project={project} rules={rules} board={board} row={row} />
          ) : (
            <SilentRow key={`${row.annotator} ${row.judge?.id} ${row.judge?.version}`} project={project} row={row} />
          ),
        )}
      </tbody>
    </Table>
  );
}

function JudgeRow({ project, rules, board, row }: { project: string; rules: Rules; board: Leaderboard; row: LeaderboardRow }) {
  const { figures } = row;
  if (!figures) return null;
  const { againstEachHuman, againstLeaveOneOut, ceilingLeaveOneOut, altTest, position, length, calibration } = figures;
  const few = figures.comparisons < ENOUGH ? `${describeCount(againstEachHuman, figures.pairs)}` : null;
  return (
    <tr>
      <Named project={project} row={row} />
      <FigureCell
        figure={few ? { ...againstEachHuman, low: null, high: null } : againstEachHuman}
        href={toBehindHref(project, rules, { of: "judge", judge: figures.annotator })}
        count={few}
      />
      <Pair one={againstLeaveOneOut} other={ceilingLeaveOneOut} />
      <Plain figure={figures.krippendorffAlphaOrdinal} of={figures.comparisons} />
      <td className="num" title={altTest.reason ?? undefined}>
        {altTest.advantageProbability === null ? "—" : formatNumber(altTest.advantageProbability)}
      </td>
      <Plain figure={calibration?.raw.ece ?? null} of={figures.comparisons} />
      <Plain figure={position.consistent} of={position.consistent.n.comparisons} scale={100} decimals={0} />
      <Plain figure={length.preferLongerJudge} of={length.preferLongerJudge.n.comparisons} />
      <Money perLabel={row.perLabelMicroDollars} reason={row.costReason} />
      <Seconds value={row.secondsPerLabel} />
      <td className="num" title={altTest.reason ?? undefined}>
        {altTest.winningRate === null ? "—" : formatNumber(altTest.winningRate)}
      </td>
      <Tested board={board} row={row} />
    </tr>
  );
}

function Named({ project, row }: { project: string; row: LeaderboardRow }) {
  const href = row.judge
    ? paths.judgeFigures(project, row.judge.id, { version: String(row.judge.version) })
    : row.annotator
      ? paths.judgeFigures(project, row.annotator)
      : null;
  return (
    <th scope="row">
      <Shape kind={row.kind} /> {href ? <Link href={href}>{row.name}</Link> : row.name}
      {row.judge ? ` v${row.judge.version}` : null}
    </th>
  );
}

function PeopleRow({ project, rules, board }: { project: string; rules: Rules; board: Leaderboard }) {
  const { group, annotators, perLabelMicroDollars, costReason, secondsPerLabel } = board.people;
  const longer = board.rows.find(({ figures }) => figures?.length.preferLongerHuman.estimate != null)?.figures?.length;
  return (
    <tr>
      <th scope="row">
        <Shape kind="HUMAN" /> People <span className="quiet font-normal">with people</span>
      </th>
      {group && group.agreementPooled.estimate !== null && group.comparisons >= ENOUGH ? (
        <FigureCell figure={group.agreementPooled} href={toBehindHref(project, rules, { of: "humans" })} />
      ) : (
        <td className="num quiet" title={group?.agreementPooled.reason ?? undefined}>
          {annotators === 0
            ? "— nobody yet"
            : `— ${formatQuantity(Math.max(0, ENOUGH - (group?.comparisons ?? 0)), "more comparison")} labelled twice`}
        </td>
      )}
      <td className="num quiet">beside each judge</td>
      <Plain figure={group?.krippendorffAlphaOrdinal ?? null} of={group?.comparisons ?? 0} />
      <td className="num">—</td>
      <td className="num">—</td>
      <td className="num">—</td>
      <Plain figure={longer?.preferLongerHuman ?? null} of={longer?.preferLongerHuman.n.comparisons ?? 0} />
      <Money perLabel={perLabelMicroDollars} reason={costReason} />
      <Seconds value={secondsPerLabel} />
      <td className="num">—</td>
      <td className="num">—</td>
    </tr>
  );
}

/** A judge that has no figures, and why. */
function SilentRow({ project, row }: { project: string; row: LeaderboardRow }) {
  return (
    <tr>
      <Named project={project} row={row} />
      <td className="quiet" colSpan={COLUMNS.length - 2}>
        {row.openRun ? (
          <Link href={paths.judgeRun(project, row.openRun.id)}>
            <State tone={row.openRun.state === "RUNNING" ? "run" : "warn"}>
              {row.openRun.state === "RUNNING" ? "running" : "paused"}
            </State>
          </Link>
        ) : (
          "—"
        )}{" "}
        {row.reason}
      </td>
      <Money perLabel={row.perLabelMicroDollars} reason={row.costReason} />
      <Seconds value={row.secondsPerLabel} />
      <td />
      <td />
    </tr>
  );
}

/** Judge and people against the same majorities. */
function Pair({ one, other }: { one: Figure; other: Figure }) {
  if (one.estimate === null || other.estimate === null || one.n.comparisons < ENOUGH) {
    const why = one.reason ?? `only ${formatQuantity(one.n.comparisons, "comparison")}`;
    return (
      <td className="num quiet" title={why}>
        —
      </td>
    );
  }
  return (
    <td className="num">
      {formatNumber(one.estimate)} <span className="ci">/ {formatNumber(other.estimate)}</span>
    </td>
  );
}

/** A value without its interval, which the judge's own page has; few are told as counts. */
function Plain({
  figure,
  of,
  scale = 1,
  decimals = 2,
}: {
  figure: Figure | null;
  of: number;
  scale?: number;
  decimals?: number;
}) {
  if (!figure || figure.estimate === null || of < ENOUGH) {
    const why = figure?.reason ?? (figure ? `only ${formatQuantity(of, "comparison")}` : undefined);
    return (
      <td className="num quiet" title={why}>
        —
      </td>
    );
  }
  const { estimate, low, high } = figure;
  return (
    <td
      className="num"
      data-csv={low === null || high === null ? String(estimate) : `${estimate} [${low}, ${high}]`}
      title={
        low === null || high === null
          ? undefined
          : `${formatNumber(low * scale, decimals)} to ${formatNumber(high * scale, decimals)}`
      }
    >
      {formatNumber(estimate * scale, decimals)}
    </td>
  );
}

function Money({ perLabel, reason }: { perLabel: number | null; reason: string | null }) {
  return (
    <td className="num" title={reason ?? undefined}>
      {perLabel === null ? <span className="quiet">—</span> : formatMicroDollars(perLabel * 1000)}
    </td>
  );
}

function Seconds({ value }: { value: number | null }) {
  return <td className="num">{value === null ? <span className="quiet">—</span> : formatNumber(value, 1)}</td>;
}

function Tested({ board: { tests }, row }: { board: Leaderboard; row: LeaderboardRow }) {
  if (row.annotator !== null && row.annotator === tests.best) return <td className="num quiet">the best</td>;
  const test = tests.tests.find(({ annotator }) => annotator === row.annotator);
  if (!test || test.adjusted === null) {
    return (
      <td className="num quiet" title={test?.reason ?? undefined}>
        —
      </td>
    );
  }
  return (
    <td
      className="num"
      data-csv={test.adjusted}
      title={`${test.method}: right alone on ${test.onlyThis}, the best on ${test.onlyBest}, of ${test.comparisons}; p ${formatNumber(test.p ?? 1, 4)} before the correction`}
    >
      {test.adjusted < 0.001 ? "< 0.001" : formatNumber(test.adjusted, 3)}
    </td>
  );
}
