import { useId } from "react";
import { formatCount, formatNumber } from "@/lib/format";
import { ENOUGH } from "./confusion-matrix";

export interface ReliabilityBin {
  low: number;
  high: number;
  n: number;
  /** Null in an empty bin. */
  mean: number | null;
  share: number | null;
}

export interface ReliabilityDiagramProps {
  title: string;
  bins: readonly ReliabilityBin[];
}

const SIDE = 180;
const LEFT = 26;
const TOP = 6;
const BARS = 28;
const GAP = 8;
const BOTTOM = 18;
const TICKS = [0, 0.5, 1];

/**
 * What a forecaster said against what happened, bin by bin, before the line on which both are the same; under it how many forecasts each
 * bin has. Bins with few are open marks.
 */
export function ReliabilityDiagram({ title, bins }: ReliabilityDiagramProps) {
  const id = useId();
  const x = (value: number) => LEFT + value * SIDE;
  const y = (value: number) => TOP + (1 - value) * SIDE;
  const most = Math.max(1, ...bins.map(({ n }) => n));
  const floor = TOP + SIDE + GAP + BARS;
  const height = floor + BOTTOM;
  return (
    <svg
      className="chart reliability"
      viewBox={`0 0 ${LEFT + SIDE + 8} ${height}`}
      role="img"
      aria-labelledby={`${id}-t ${id}-d`}
    >
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>{describeBins(bins)}</desc>
      {TICKS.map((tick) => (
        <g key={tick}>
          <line className="grid" x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} />
          <text className="t-quiet" x={LEFT - 5} y={y(tick)} dy="4" textAnchor="end">
            {formatNumber(tick, 1)}
          </text>
          <text className="t-quiet" x={x(tick)} y={floor + 14} textAnchor="middle">
            {formatNumber(tick, 1)}
          </text>
        </g>
      ))}
      <line className="ref" x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} />
      {bins.map(({ low, high, n, mean, share }) => (
        <g key={low}>
          {n > 0 ? (
            <rect
              className="bar"
              x={x(low) + 1}
              width={Math.max(1, (high - low) * SIDE - 2)}
              y={floor - Math.max(1, (n / most) * BARS)}
              height={Math.max(1, (n / most) * BARS)}
            />
          ) : null}
          {mean !== null && share !== null ? (
            <path className={n < ENOUGH ? "bar-ai-3" : "ai"} d={`M${round(x(mean))} ${round(y(share) - 6)}l6 6l-6 6l-6 -6z`} />
          ) : null}
        </g>
      ))}
      <line className="axis" x1={x(0)} x2={x(1)} y1={floor} y2={floor} />
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function describeBins(bins: readonly ReliabilityBin[]): string {
  return bins
    .flatMap(({ n, mean, share }) =>
      mean === null || share === null ? [] : [`said ${formatNumber(mean)}, was ${formatNumber(share)}, ${formatCount(n)}`],
    )
    .join("; ");
}
