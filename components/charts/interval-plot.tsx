import Link from "next/link";
import { type ReactNode, useId } from "react";
import { formatInterval, formatNumber } from "@/lib/format";
import { type Axis, toAxis } from "./axis";
import { AxisGrid } from "./axis-grid";
import { Mark, type MarkKind, Whisker } from "./marks";

/** An estimate as a chart needs it; `reason` says why there is no value. */
export interface PlotEstimate {
  estimate: number | null;
  low: number | null;
  high: number | null;
  reason: string | null;
}

export interface IntervalRow {
  id: string;
  label: string;
  /** Stands after the label, quieter. */
  note?: string;
  kind: MarkKind;
  value: PlotEstimate;
  /** Stands where the mark would, when so little was counted that a mark would mislead. */
  sentence?: string | null;
  /** What was counted, at the end of the row. */
  count: string;
  /** The comparisons behind the row. */
  href?: string | null;
  /** Begins another kind of row: a little air above. */
  apart?: boolean;
}

export interface IntervalPlotProps {
  /** Says the axes: "Agreement with people, with 95 % intervals". */
  title: string;
  rows: readonly IntervalRow[];
  /** The interval and value that every row is held against: a band with a line behind all rows. */
  ceiling?: PlotEstimate | null;
  /** Heads of the value column and of the count column. */
  valueHead: string;
  countHead: string;
  /** Limits of the quantity: shares lie in [0, 1], coefficients in [−1, 1]. */
  limits?: { least: number; most: number };
  /** Of the written values; 2 by default. */
  decimals?: number;
  /** The values are differences: the axis holds 0, with a line there. */
  zero?: boolean;
  /** Values of the plots beside it, so that all have one axis. */
  beside?: readonly number[];
}

/**
 * Dots with whiskers, one row each, before the ceiling's band. It is a table: each row has its own mark, so that the mark stands in its
 * row however high that is; grid, band and axis are one drawing behind all rows.
 */
export function IntervalPlot({
  title,
  rows,
  ceiling,
  valueHead,
  countHead,
  limits,
  decimals = 2,
  zero = false,
  beside = [],
}: IntervalPlotProps) {
  const drawn = rows.filter((row) => !row.sentence);
  const own = [...drawn.map((row) => row.value), ...(ceiling ? [ceiling] : [])];
  const axis = toAxis(
    // Of an empty plot nothing is drawn, whatever stands beside it.
    own.length === 0 ? [] : [...own.flatMap(toValues), ...beside, ...(zero ? [0] : [])],
    limits ?? { least: 0, most: 1 },
  );
  return (
    <div className="plot-wrap">
      <div className="plot">
        {axis ? <Ground title={title} rows={rows} axis={axis} ceiling={ceiling ?? null} decimals={decimals} zero={zero} /> : null}
        <table>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span className="sr-only">Between</span>
              </th>
              <td />
              <th scope="col">{valueHead}</th>
              <th scope="col">{countHead}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} axis={axis} decimals={decimals} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** All values of an estimate that its plot must show. */
export function toValues({ estimate, low, high }: Pick<PlotEstimate, "estimate" | "low" | "high">): number[] {
  return [estimate, low, high].filter((value) => value !== null);
}

function Row({ row, axis, decimals }: { row: IntervalRow; axis: Axis | null; decimals: number }) {
  const sentence = row.sentence ?? (row.value.estimate === null ? `— ${row.value.reason}` : null);
  return (
    <tr className={row.apart ? "plot-apart" : undefined}>
      <th scope="row">
        {row.label} {row.note ? <span className="plot-note">{row.note}</span> : null}
      </th>
      {sentence === null ? (
        <>
          <td className="plot-mark">{axis ? <RowMark row={row} axis={axis} /> : null}</td>
          <td className="plot-value">
            <Value value={row.value} decimals={decimals} />
          </td>
        </>
      ) : (
        <td className="plot-sentence" colSpan={2}>
          <span>{sentence}</span>
        </td>
      )}
      <td className="plot-count">
        {row.href ? (
          <Link prefetch={false} href={row.href}>
            {row.count}
          </Link>
        ) : (
          row.count
        )}
      </td>
    </tr>
  );
}

function Value({ value, decimals }: { value: PlotEstimate; decimals: number }): ReactNode {
  if (value.estimate === null) return "—";
  return (
    <>
      <b>{formatNumber(value.estimate, decimals)}</b>
      {value.low !== null && value.high !== null ? ` ${formatInterval(value.low, value.high, decimals)}` : ""}
    </>
  );
}

/** The mark of one row. Its numbers stand beside it and in the description of the whole drawing. */
function RowMark({ row, axis }: { row: IntervalRow; axis: Axis }) {
  const { estimate, low, high } = row.value;
  if (estimate === null) return null;
  return (
    <svg className="chart" aria-hidden="true">
      {low !== null && high !== null ? <Whisker kind={row.kind} from={axis.at(low)} to={axis.at(high)} y="50%" /> : null}
      <Mark kind={row.kind} x={axis.at(estimate)} y="50%" />
    </svg>
  );
}

interface GroundProps {
  title: string;
  rows: readonly IntervalRow[];
  axis: Axis;
  ceiling: PlotEstimate | null;
  decimals: number;
  zero: boolean;
}

/** What all rows stand before: grid, axis and the ceiling's band. */
function Ground({ title, rows, axis, ceiling, decimals, zero }: GroundProps) {
  const id = useId();
  return (
    <svg className="chart" role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{describeRows(rows, decimals)}</desc>
      {ceiling?.low != null && ceiling.high != null ? (
        <rect className="band" x={axis.at(ceiling.low)} width={axis.span(ceiling.low, ceiling.high)} y="0" height="100%" />
      ) : null}
      <AxisGrid axis={axis} below={15} />
      {zero ? <line className="axis" x1={axis.at(0)} x2={axis.at(0)} y1="0" y2="100%" /> : null}
      {ceiling?.estimate != null ? (
        <>
          <line className="band-line" x1={axis.at(ceiling.estimate)} x2={axis.at(ceiling.estimate)} y1="0" y2="100%" />
          <text className="t-human" x={axis.at(ceiling.estimate)} y="0" dy="-7" textAnchor="middle">
            ceiling
          </text>
        </>
      ) : null}
    </svg>
  );
}

/** The rows in words, for those who hear the drawing. */
export function describeRows(rows: readonly IntervalRow[], decimals = 2): string {
  return rows
    .map((row) => {
      if (row.sentence) return `${row.label}: ${row.sentence}`;
      const { estimate, low, high, reason } = row.value;
      if (estimate === null) return `${row.label}: no value, ${reason}`;
      return `${row.label} ${formatNumber(estimate, decimals)}${low !== null && high !== null ? ` ${formatInterval(low, high, decimals)}` : ""}`;
    })
    .join(". ");
}
