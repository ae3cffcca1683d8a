import Link from "next/link";
import { AgreementMatrix } from "@/components/charts/agreement-matrix";
import { Name } from "@/components/charts/name";
import { Panel } from "@/components/panel/panel";
import { toPaperSentence } from "@/components/panel/to-paper-sentence";
import { Table } from "@/components/ui/layout/table";
import type { AgreementReport, ReportedAnnotator, ReportedPair } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import { FigureCell, listReasons, Reasons } from "./figure-cell";
import { toCommand } from "./to-command";
import { describeCount, ENOUGH } from "./words";

/** More than this many do not fit beside each other; the table has them all. */
const SHOWN = 10;
/** A page is read by people: so many pairs at most, those with the most comparisons. */
const LISTED = 200;

export interface PairFiguresProps {
  project: string;
  rules: Rules;
  report: AgreementReport;
}

/** Everyone with everyone: Cohen's κ of each pair of annotators, and the comparisons that it counted. */
export function PairFigures({ project, rules, report }: PairFiguresProps) {
  const shown = report.annotators
    .filter(({ id, kind }) => kind !== "BASELINE" && report.pairs.some((pair) => pair.a === id || pair.b === id))
    .toSorted((one, other) => other.labels - one.labels)
    .slice(0, SHOWN);
  const annotators = report.annotators.filter((annotator) => shown.includes(annotator));
  const hidden = report.annotators.filter(({ kind }) => kind !== "BASELINE").length - annotators.length;
  const hrefOf = (pair: ReportedPair) => toBehindHref(project, rules, { of: "pair", a: pair.a, b: pair.b });
  const widest = report.pairs.toSorted((one, other) => other.comparisons - one.comparisons)[0];
  return (
    <Panel
      name="annotator-with-annotator"
      title="Annotator with annotator"
      definition="Cohen’s κ of two annotators on the comparisons that both labelled: agreement beyond what their own habits give by chance. A pair with fewer than 30 comparisons is blank. The darker a cell, the more they agree; the paler its number, the fewer comparisons stand behind it."
      counted={report.counted}
      paper={toPaperSentence(
        "Cohen’s κ of each pair of annotators on the comparisons that both labelled",
        report,
        widest?.cohenKappa,
      )}
      command={toCommand(project, report)}
      sub="below the diagonal Cohen’s κ, above it the number of comparisons; blank under 30"
      foot={hidden > 0 ? `The ${SHOWN} annotators with the most labels; the table has more.` : null}
      table={<PairTable annotators={report.annotators} pairs={report.pairs} hrefOf={hrefOf} />}
    >
      <AgreementMatrix
        caption="Cohen’s κ of each pair of annotators below the diagonal, number of comparisons above it; blank below 30 comparisons"
        annotators={annotators}
        cell={(a, b) => {
          const pair = findPair(report.pairs, annotators[a], annotators[b]);
          if (!pair) return null;
          const enough = pair.comparisons >= ENOUGH;
          return { value: enough ? pair.cohenKappa.estimate : null, comparisons: pair.comparisons, href: hrefOf(pair) };
        }}
      />
    </Panel>
  );
}

function findPair(pairs: readonly ReportedPair[], one?: ReportedAnnotator, other?: ReportedAnnotator): ReportedPair | undefined {
  return pairs.find((pair) => (pair.a === one?.id && pair.b === other?.id) || (pair.a === other?.id && pair.b === one?.id));
}

interface PairTableProps {
  annotators: readonly ReportedAnnotator[];
  pairs: readonly ReportedPair[];
  hrefOf: (pair: ReportedPair) => string;
}

function PairTable({ annotators, pairs: all, hrefOf }: PairTableProps) {
  const pairs = all.length <= LISTED ? all : all.toSorted((one, other) => other.comparisons - one.comparisons).slice(0, LISTED);
  const reasons = listReasons(pairs.flatMap((pair) => [pair.agreement, pair.cohenKappa]));
  const noteOf = (reason: string | null) => (reason ? reasons.indexOf(reason) + 1 : null);
  const nameOf = (id: string) => annotators.find((annotator) => annotator.id === id);
  return (
    <>
      <Table id="pairs" caption="Each pair of annotators on the comparisons that both labelled, with 95&nbsp;% intervals">
        <thead>
          <tr>
            <th scope="col">Annotator</th>
            <th scope="col">with</th>
            <th scope="col" className="num">
              Comparisons
            </th>
            <th scope="col" className="num">
              Raw agreement
            </th>
            <th scope="col" className="num">
              Cohen’s κ
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={`${pair.a}-${pair.b}`}>
              <PairName as="th" annotator={nameOf(pair.a)} />
              <PairName as="td" annotator={nameOf(pair.b)} />
              <td className="num">
                <Link prefetch={false} href={hrefOf(pair)}>
                  {formatCount(pair.comparisons)}
                </Link>
              </td>
              <FigureCell
                figure={pair.agreement}
                href={hrefOf(pair)}
                count={pair.comparisons < ENOUGH ? describeCount(pair.agreement, pair.agreement.n.comparisons) : null}
                note={noteOf(pair.agreement.reason)}
              />
              <FigureCell figure={pair.cohenKappa} href={hrefOf(pair)} note={noteOf(pair.cohenKappa.reason)} />
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="figure-foot">
        <Reasons reasons={reasons} />
        {pairs.length < all.length
          ? `The ${formatCount(LISTED)} pairs with the most comparisons; the command below and the API give all ${formatCount(all.length)}.`
          : null}
      </p>
    </>
  );
}

function PairName({ as: Cell, annotator }: { as: "th" | "td"; annotator: ReportedAnnotator | undefined }) {
  if (!annotator) return <Cell>—</Cell>;
  return (
    <Cell scope={Cell === "th" ? "row" : undefined} className="whitespace-nowrap">
      <Name kind={annotator.kind}>{annotator.name}</Name>
    </Cell>
  );
}
