import { useId } from "react";
import { formatDay } from "@/lib/format";
import { toAxis } from "./axis";
import { describeSlices, type SlicePoint, type SliceRow } from "./slice-plot";

export interface TimeRow extends SliceRow {
  /** First and last day. */
  from: string;
  to: string;
}

export interface TimePlotProps {
  title: string;
  rows: readonly TimeRow[];
  /** What changed, and when: a line each. */
  changes: readonly { at: string; name: string }[];
}

const DAY = 86_400_000;

/** Estimates along time, with a line wherever something changed that may explain a move. */
export function TimePlot({ title, rows, changes }: TimePlotProps) {
  const id = useId();
  const first = Math.min(...rows.map(({ from }) => Date.parse(from)));
  const last = Math.max(...rows.map(({ to }) => Date.parse(to) + DAY));
  const along = (time: number) => `${Math.round(((time - first) / (last - first)) * 10_000) / 100}%`;
  const shown = rows.flatMap((row) =>
    row.points
      .filter(({ sentence }) => sentence === null)
      .map((point) => ({ point, at: (Date.parse(row.from) + Date.parse(row.to) + DAY) / 2 })),
  );
  const values = shown.flatMap(({ point: { value } }) => [value.estimate, value.low, value.high].filter((each) => each !== null));
  const axis = toAxis(values, { least: 0, most: 1, ticks: 4 });
  const seen = changes.filter(({ at }) => Date.parse(at) >= first && Date.parse(at) <= last);
  if (!axis) return <p className="text-ink-2 text-sm">No part has 30 comparisons yet; the table has their counts.</p>;
  const up = (value: number) => `${Math.round((100 - Number.parseFloat(axis.at(value))) * 100) / 100}%`;
  return (
    <div className="times">
      <svg className="chart" role="img" aria-labelledby={`${id}-t ${id}-d`}>
        <title id={`${id}-t`}>{title}</title>
        <desc id={`${id}-d`}>
          {describeSlices(rows)}. {seen.map(({ at, name }) => `${formatDay(at)}: ${name}`).join("; ")}
        </desc>
        {axis.ticks.map((tick) => (
          <g key={tick.value}>
            <line className="grid" x1="0" x2="100%" y1={up(tick.value)} y2={up(tick.value)} />
            <text className="t-quiet" x="0" dx="-6" y={up(tick.value)} dy="4" textAnchor="end">
              {tick.text}
            </text>
          </g>
        ))}
        {seen.map(({ at, name }, index) => (
          <g key={`${at}${name}`}>
            <line className="ref" x1={along(Date.parse(at))} x2={along(Date.parse(at))} y1="0" y2="100%" />
            <text className="t-quiet" x={along(Date.parse(at))} dx="3" y="0" dy={-4 - 13 * (index % 3)}>
              {name}
            </text>
          </g>
        ))}
        {rows.map((row) => (
          <text
            key={row.id}
            className="t-quiet"
            x={along((Date.parse(row.from) + Date.parse(row.to) + DAY) / 2)}
            y="100%"
            dy="15"
            textAnchor="middle"
          >
            {formatDay(row.from)}
          </text>
        ))}
        {shown.map(({ point, at }) => (
          <Upright key={`${point.who}${at}`} point={point} x={along(at)} up={up} />
        ))}
      </svg>
    </div>
  );
}

/** People stand a little before the middle of their span, the judge a little after, so that neither covers the other. */
function Upright({ point, x, up }: { point: SlicePoint; x: string; up: (value: number) => string }) {
  const { estimate, low, high } = point.value;
  if (estimate === null) return null;
  const kind = point.kind === "HUMAN" ? "human" : point.kind === "AI" ? "ai" : "plain";
  const aside = point.kind === "HUMAN" ? -5 : 5;
  return (
    <svg x={x} overflow="visible" aria-hidden="true">
      {low !== null && high !== null ? <line className={`w-${kind}`} x1={aside} x2={aside} y1={up(low)} y2={up(high)} /> : null}
      {point.kind === "AI" ? (
        <svg x={aside} y={up(estimate)} overflow="visible" aria-hidden="true">
          <path className="ai" d="M0 -5l5 5l-5 5l-5 -5z" />
        </svg>
      ) : (
        <circle className={kind} cx={aside} cy={up(estimate)} r="4.5" />
      )}
    </svg>
  );
}
