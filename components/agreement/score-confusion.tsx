import Link from "next/link";
import { ConfusionMatrix, formatScore } from "@/components/charts/confusion-matrix";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport, ReportedJudge } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import { toCommand } from "./to-command";

const SCORES = [-4, -3, -2, -1, 0, 1, 2, 3, 4] as const;

export interface ScoreConfusionProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
  judge: ReportedJudge;
  name: string;
  /** The other judges, and where the page with their table is. */
  others: readonly { id: string; name: string; href: string }[];
}

/** Each person's signed score against a judge's, one cell for each pair of scores that the project's scale has. */
export function ScoreConfusion({ project, rules, report, judge, name, others }: ScoreConfusionProps) {
  const places = SCORES.flatMap((score, index) => (report.scores.includes(score) ? [index] : []));
  const scores = places.map((place) => SCORES[place] ?? 0);
  const counts = places.map((row) => places.map((column) => judge.confusionSigned[row]?.[column] ?? 0));
  const hrefOf = (rowScore: number, columnScore: number) =>
    toBehindHref(project, rules, { of: "judge", judge: judge.annotator }, { rowScore, columnScore });
  return (
    <Panel
      name="scores"
      title={`Scores: each person against ${name}`}
      definition="Pairs of a person’s signed score and the judge’s on one comparison, −4 (A far better) to +4 (B far better). The outlined diagonal is the same score; what lies beside it agrees on the response and differs in strength."
      counted={toCounts(judge.againstEachHuman.n)}
      paper={toPaperSentence(`Pairs of each person’s signed score with that of ${name}`, report, judge.againstEachHuman)}
      command={toCommand(project, report)}
      sub="per cent of the row, in counts where a row has under 30 labels; outlined: the same score; judge’s score in columns, − for A, + for B"
      foot={others.length > 0 ? <Others others={others} /> : null}
      table={<Counts scores={scores} counts={counts} name={name} />}
    >
      <ConfusionMatrix
        caption={`Confusion matrix: each person’s score in rows, the score of ${name} in columns, from −4 (A far better) to +4 (B far better)`}
        scores={scores}
        counts={counts}
        rowHead="Person’s score"
        countHead="pairs"
        hrefOf={hrefOf}
      />
    </Panel>
  );
}

function toCounts({ comparisons, labels, clusters }: ReportedJudge["againstEachHuman"]["n"]) {
  return { comparisons, labels, clusters };
}

function Others({ others }: { others: ScoreConfusionProps["others"] }) {
  return (
    <>
      The same of{" "}
      {others.map((other, index) => (
        <span key={other.id}>
          {index > 0 ? ", " : ""}
          <Link prefetch={false} href={other.href} scroll={false}>
            {other.name}
          </Link>
        </span>
      ))}
      .
    </>
  );
}

function Counts({ scores, counts, name }: { scores: readonly number[]; counts: readonly (readonly number[])[]; name: string }) {
  return (
    <Table caption={`Pairs of a person’s score (rows) and the score of ${name} (columns)`}>
      <thead>
        <tr>
          <th scope="col">Person’s score</th>
          {scores.map((score) => (
            <th scope="col" className="num" key={score}>
              {formatScore(score)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {counts.map((row, index) => (
          <tr key={scores[index]}>
            <th scope="row">{formatScore(scores[index] ?? 0)}</th>
            {row.map((count, column) => (
              <td className="num" key={scores[column]}>
                {formatCount(count)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
