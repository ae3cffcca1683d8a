import Link from "next/link";
import { type ReactNode, useId } from "react";
import { formatInterval, formatNumber } from "@/lib/format";
import { type Axis, toAxis } from "./axis";
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
}

/** Space above a row that stands apart, in rows. */
const GAP = 0.25;

/** Dots with whiskers, one row each, before the ceiling's band. It is a table whose middle column is one drawing. */
export function IntervalPlot({ title, rows, ceiling, valueHead, countHead, limits }: IntervalPlotProps) {
  const placed = placeRows(rows);
  const units = placed.units;
  const drawn = rows.filter((row) => !row.sentence);
  const axis = toAxis(
    [...drawn.map((row) => row.value), ...(ceiling ? [ceiling] : [])].flatMap(({ estimate, low, high }) =>
      [estimate, low, high].filter((value) => value !== null),
    ),
    limits ?? { least: 0, most: 1 },
  );
  return (
    <div className="plot-wrap">
      <div className="plot" style={{ "--plot-units": units } as React.CSSProperties}>
        {axis ? (
          <Drawing title={title} rows={rows} tops={placed.tops} units={units} axis={axis} ceiling={ceiling ?? null} />
        ) : null}
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
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ row }: { row: IntervalRow }) {
  return (
    <tr className={row.apart ? "plot-apart" : undefined}>
      <th scope="row">
        {row.label} {row.note ? <span className="plot-note">{row.note}</span> : null}
      </th>
      <td className="plot-sentence">{row.sentence ?? (row.value.estimate === null ? `— ${row.value.reason}` : "")}</td>
      <td className="plot-value">{row.sentence ? "" : <Value value={row.value} />}</td>
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

function Value({ value }: { value: PlotEstimate }): ReactNode {
  if (value.estimate === null) return "—";
  return (
    <>
      <b>{formatNumber(value.estimate)}</b>
      {value.low !== null && value.high !== null ? ` ${formatInterval(value.low, value.high)}` : ""}
    </>
  );
}

interface DrawingProps {
  title: string;
  rows: readonly IntervalRow[];
  /** Middle of each row, in rows from the top. */
  tops: readonly number[];
  units: number;
  axis: Axis;
  ceiling: PlotEstimate | null;
}

function Drawing({ title, rows, tops, units, axis, ceiling }: DrawingProps) {
  const id = useId();
  return (
    <svg className="chart" role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{describeRows(rows)}</desc>
      {ceiling?.low != null && ceiling.high != null ? (
        <rect className="band" x={axis.at(ceiling.low)} width={axis.span(ceiling.low, ceiling.high)} y="0" height="100%" />
      ) : null}
      {axis.ticks.map((tick) => (
        <g key={tick.value}>
          <line className="grid" x1={axis.at(tick.value)} x2={axis.at(tick.value)} y1="0" y2="100%" />
          <text className="t-quiet" x={axis.at(tick.value)} y="100%" dy="15" textAnchor="middle">
            {tick.text}
          </text>
        </g>
      ))}
      {ceiling?.estimate != null ? (
        <>
          <line className="band-line" x1={axis.at(ceiling.estimate)} x2={axis.at(ceiling.estimate)} y1="0" y2="100%" />
          <text className="t-human" x={axis.at(ceiling.estimate)} y="0" dy="-7" textAnchor="middle">
            ceiling
          </text>
        </>
      ) : null}
      {rows.map((row, index) => {
        const { estimate, low, high } = row.value;
        if (estimate === null || row.sentence) return null;
        const y = `${Math.round(((tops[index] ?? 0) / units) * 10_000) / 100}%`;
        return (
          <g key={row.id}>
            {low !== null && high !== null ? <Whisker kind={row.kind} from={axis.at(low)} to={axis.at(high)} y={y} /> : null}
            <Mark kind={row.kind} x={axis.at(estimate)} y={y} />
          </g>
        );
      })}
    </svg>
  );
}

/** Where the middle of each row stands, counted in rows, and how many rows high all of it is. */
export function placeRows(rows: readonly { apart?: boolean }[]): { tops: number[]; units: number } {
  const tops: number[] = [];
  let units = 0;
  for (const row of rows) {
    if (row.apart) units += GAP;
    tops.push(units + 0.5);
    units += 1;
  }
  return { tops, units };
}

/** The rows in words, for those who hear the drawing. */
export function describeRows(rows: readonly IntervalRow[]): string {
  return rows
    .map((row) => {
      if (row.sentence) return `${row.label}: ${row.sentence}`;
      const { estimate, low, high, reason } = row.value;
      if (estimate === null) return `${row.label}: no value, ${reason}`;
      return `${row.label} ${formatNumber(estimate)}${low !== null && high !== null ? ` ${formatInterval(low, high)}` : ""}`;
    })
    .join(". ");
}
