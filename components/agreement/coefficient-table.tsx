import Link from "next/link";
import type { ReactNode } from "react";
import { Name } from "@/components/charts/name";
import { SortHead } from "@/components/ui/layout/sort-head";
import { Table } from "@/components/ui/layout/table";
import { Term } from "@/components/ui/term";
import type { Figure } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";
import { type Rules, toBehindHref } from "./behind/hrefs";
import type { CoefficientRow, SortKey } from "./coefficient-rows";
import { TERMS } from "./coefficient-terms";
import { FigureCell, listReasons, Reasons } from "./figure-cell";
import { describeCount, ENOUGH } from "./words";

export interface CoefficientTableProps {
  id: string;
  caption: string;
  project: string;
  rules: Rules;
  rows: readonly CoefficientRow[];
  sorted: SortKey | null;
  /** Where the table sorted by a column is found. */
  sortHref: (key: SortKey) => string;
  foot: ReactNode;
}

const COLUMNS = ["agreement", "kappa", "alphaNominal", "alphaOrdinal", "ac1"] as const;

/** Every coefficient with its interval, one row for people, each judge and each baseline. */
export function CoefficientTable({ id, caption, project, rules, rows, sorted, sortHref, foot }: CoefficientTableProps) {
  const reasons = listReasons(rows.filter((row) => !isEmpty(row)).flatMap((row) => COLUMNS.map((column) => row[column])));
  const head = (key: SortKey, children: ReactNode) => (
    <SortHead numeric href={sortHref(key)} sorted={sorted === key ? "descending" : undefined}>
      {children}
    </SortHead>
  );
  return (
    <>
      <Table id={id} caption={caption} className="ag-table">
        <thead>
          <tr>
            <th scope="col">Between</th>
            {head("comparisons", "Comparisons")}
            {head("labels", "Labels")}
            {head("pairs", "Pairs")}
            {head("agreement", "Raw agreement")}
            {head("kappa", "Cohen’s κ")}
            {head("alphaNominal", "α, nominal")}
            {head("alphaOrdinal", "α, ordinal")}
            {head("ac1", "AC1")}
            <th scope="col" className="num">
              Prefer B
            </th>
            <th scope="col" className="num">
              Ties, %
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} project={project} rules={rules} reasons={reasons} />
          ))}
        </tbody>
      </Table>
      <div className="figure-foot">
        <Reasons reasons={reasons} />
        {foot}{" "}
        <span className="whitespace-nowrap">
          What is{" "}
          {TERMS.map((term, index) => (
            <span key={term.word}>
              {index === 0 ? "" : index === TERMS.length - 1 ? " or " : ", "}
              <Term name={term.name} explanation={term.explanation}>
                {term.word}
              </Term>
            </span>
          ))}
          ?
        </span>
      </div>
    </>
  );
}

interface RowProps {
  row: CoefficientRow;
  project: string;
  rules: Rules;
  reasons: readonly string[];
}

function Row({ row, project, rules, reasons }: RowProps) {
  const href = row.behind ? toBehindHref(project, rules, row.behind) : null;
  const noteOf = (figure: Figure | null) => (figure?.reason ? reasons.indexOf(figure.reason) + 1 : null);
  const few = row.comparisons < ENOUGH;
  return (
    <tr>
      <th scope="row">
        <Name kind={row.kind}>
          {href && row.pairs > 0 ? (
            <Link prefetch={false} href={href}>
              {row.label}
            </Link>
          ) : (
            row.label
          )}
        </Name>{" "}
        <span className="quiet font-normal">{row.note}</span>
      </th>
      <td className="num">{formatCount(row.comparisons)}</td>
      <td className="num">{formatCount(row.labels)}</td>
      <td className="num">
        {href && row.pairs > 0 ? (
          <Link prefetch={false} href={href}>
            {formatCount(row.pairs)}
          </Link>
        ) : (
          formatCount(row.pairs)
        )}
      </td>
      {isEmpty(row) ? (
        <td colSpan={COLUMNS.length} className="num text-ink-2">
          — {row.agreement.reason}
        </td>
      ) : (
        COLUMNS.map((column) => (
          <FigureCell
            key={column}
            figure={row[column]}
            href={href}
            count={column === "agreement" && few ? describeCount(row.agreement, row.pairs) : null}
            note={noteOf(row[column])}
          />
        ))
      )}
      <Share figure={row.shareB} factor={1} decimals={2} />
      <Share figure={row.tieShare} factor={100} decimals={1} />
    </tr>
  );
}

function Share({ figure, factor, decimals }: { figure: Figure | null; factor: number; decimals: number }) {
  const shown = figure?.estimate == null ? null : { ...figure, estimate: figure.estimate * factor, low: null, high: null };
  return <FigureCell figure={shown ?? figure} decimals={decimals} />;
}

/** Nothing could be estimated, all for one reason. */
function isEmpty(row: CoefficientRow): boolean {
  return COLUMNS.every((column) => row[column] === null || row[column].estimate === null);
}
