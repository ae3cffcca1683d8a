import Link from "next/link";
import { useId } from "react";
import { formatInterval, formatNumber } from "@/lib/format";
import { type Axis, toAxis } from "./axis";
import { AxisGrid } from "./axis-grid";
import type { PlotEstimate } from "./interval-plot";
import { Mark, type MarkKind, Whisker } from "./marks";

/** One estimate of a part: of people among themselves, or of a judge with them. */
export interface SlicePoint {
  kind: MarkKind;
  /** Whose it is, for those who hear it. */
  who: string;
  value: PlotEstimate;
  /** Stands where the mark would, when so little was counted that a mark would mislead. */
  sentence: string | null;
  /** What was counted, and the comparisons behind it. */
  count: string;
  href: string | null;
}

export interface SliceRow {
  id: string;
  label: string;
  points: readonly SlicePoint[];
}

export interface SlicePlotProps {
  /** Says the axes. */
  title: string;
  /** Of the rows' heads: "Strength". */
  head: string;
  rows: readonly SliceRow[];
}

/** Parts of one whole below each other, people's mark above the judge's in each: a small multiple that reads as a table. */
export function SlicePlot({ title, head, rows }: SlicePlotProps) {
  const id = useId();
  const shown = rows.flatMap(({ points }) => points.filter(({ sentence }) => sentence === null));
  const values = shown.flatMap(({ value }) => [value.estimate, value.low, value.high].filter((each) => each !== null));
  const axis = toAxis(values, { least: 0, most: 1, ticks: 4 });
  return (
    <div className="slices">
      {axis ? (
        <svg className="chart" role="img" aria-labelledby={`${id}-t ${id}-d`}>
          <title id={`${id}-t`}>{title}</title>
          <desc id={`${id}-d`}>{describeSlices(rows)}</desc>
          <AxisGrid axis={axis} below={14} />
        </svg>
      ) : null}
      <table>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{head}</span>
            </th>
            <td />
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              <td>
                {row.points.map((point) => (
                  <div className="slice-point" key={point.who}>
                    {point.sentence === null ? axis ? <Point point={point} axis={axis} /> : null : <span>{point.sentence}</span>}
                  </div>
                ))}
              </td>
              <td className="slice-n">
                {row.points.map((point) => (
                  <div className="slice-point" key={point.who}>
                    {point.href ? (
                      <Link
                        prefetch={false}
                        href={point.href}
                        aria-label={`${row.label}, ${point.who}: ${point.count} comparisons`}
                      >
                        {point.count}
                      </Link>
                    ) : (
                      point.count
                    )}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Point({ point, axis }: { point: SlicePoint; axis: Axis }) {
  const { estimate, low, high } = point.value;
  if (estimate === null) return null;
  return (
    <svg className="chart" aria-hidden="true">
      {low !== null && high !== null ? <Whisker kind={point.kind} from={axis.at(low)} to={axis.at(high)} y="50%" /> : null}
      <Mark kind={point.kind} x={axis.at(estimate)} y="50%" size={4.5} />
    </svg>
  );
}

/** The rows in words, for those who hear the drawing. */
export function describeSlices(rows: readonly SliceRow[]): string {
  return rows.map(({ label, points }) => `${label}: ${points.map(describePoint).join(", ")}`).join("; ");
}

function describePoint({ who, value, sentence }: SlicePoint): string {
  if (sentence !== null || value.estimate === null) return `${who} ${sentence ?? value.reason}`;
  const interval = value.low !== null && value.high !== null ? ` ${formatInterval(value.low, value.high)}` : "";
  return `${who} ${formatNumber(value.estimate)}${interval}`;
}
