import { useId } from "react";
import { formatNumber, formatPercent } from "@/lib/format";
import { fixedAxis } from "./axis";
import { Mark } from "./marks";

export interface CoveragePlotPoint {
  coverage: number;
  agreement: number;
  agreementAtLeast: number;
}

export interface CoverageCurveProps {
  title: string;
  /** Ascending by coverage. */
  points: readonly CoveragePlotPoint[];
  /** What has to hold; a dashed line. */
  target: number;
  /** The point of the threshold that holds it. */
  chosen: CoveragePlotPoint | null;
}

const HEIGHT = 220;

/** Agreement against the share of labels that are kept, with what it is at least; it fills the width it gets and its text keeps its size. */
export function CoverageCurve({ title, points, target, chosen }: CoverageCurveProps) {
  const id = useId();
  // The bound of very few labels says nothing, and would flatten all that is said.
  const lowest = Math.min(target, ...points.map(({ agreement }) => agreement));
  const low = Math.max(0, Math.floor((lowest - 0.1) * 10) / 10);
  const x = fixedAxis(0, 1);
  const y = fixedAxis(low, 1, 4);
  const up = (value: number) => `${100 - Number.parseFloat(y.at(value))}%`;
  return (
    <svg className="chart coverage" height={HEIGHT} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{describePoints(points)}</desc>
      {y.ticks.map(({ value, text }) => (
        <g key={value}>
          <line className="grid" x1="0" x2="100%" y1={up(value)} y2={up(value)} />
          <text className="t-quiet" x="0" dx="-8" y={up(value)} dy="4" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {x.ticks.map(({ value }) => (
        <text key={value} className="t-quiet" x={x.at(value)} y="100%" dy="18" textAnchor="middle">
          {formatNumber(value * 100, 0)}
        </text>
      ))}
      <line className="ref" x1="0" x2="100%" y1={up(target)} y2={up(target)} />
      <text className="t-quiet" x="50%" y={up(target)} dy="15" textAnchor="middle">
        target {formatNumber(target)}
      </text>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%" aria-hidden="true">
        <path className="curve-bound" d={toPath(points, ({ agreementAtLeast }) => agreementAtLeast, low)} />
        <path className="curve" d={toPath(points, ({ agreement }) => agreement, low)} />
      </svg>
      {chosen ? (
        <>
          <line
            className="w-ai"
            x1={x.at(chosen.coverage)}
            x2={x.at(chosen.coverage)}
            y1={up(chosen.agreement)}
            y2={up(chosen.agreementAtLeast)}
          />
          <Mark kind="AI" x={x.at(chosen.coverage)} y={up(chosen.agreement)} />
        </>
      ) : null}
    </svg>
  );
}

/** The line in parts of the drawing's own width and height; from each point to the next. */
function toPath(points: readonly CoveragePlotPoint[], of: (point: CoveragePlotPoint) => number, low: number): string {
  return points
    .map((point, i) => {
      const height = ((1 - Math.max(low, of(point))) / (1 - low)) * 100;
      return `${i === 0 ? "M" : "L"}${Math.round(point.coverage * 10_000) / 100} ${Math.round(height * 100) / 100}`;
    })
    .join("");
}

/** A few of the points in words, for those who hear the drawing. */
function describePoints(points: readonly CoveragePlotPoint[]): string {
  const every = Math.max(1, Math.ceil(points.length / 8));
  return points
    .filter((_, i) => i % every === 0 || i === points.length - 1)
    .map(
      ({ coverage, agreement, agreementAtLeast }) =>
        `${formatPercent(coverage)} kept: ${formatNumber(agreement)}, at least ${formatNumber(agreementAtLeast)}`,
    )
    .join("; ");
}
