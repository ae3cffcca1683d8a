import { scaleLog } from "d3-scale";
import { useId } from "react";
import { formatNumber } from "@/lib/format";
import { fixedAxis, toAxis } from "./axis";
import { Mark, type MarkKind } from "./marks";

export interface CostPoint {
  id: string;
  label: string;
  kind: MarkKind;
  /** Above 0, in whatever unit the axis names. */
  cost: number;
  agreement: { estimate: number; low: number | null; high: number | null };
}

export interface CostPlotProps {
  title: string;
  points: readonly CostPoint[];
  /** Agreement of people among themselves. */
  ceiling: { estimate: number; low: number | null; high: number | null } | null;
  /** Agreement of an answer that costs nothing. */
  free: number | null;
  toMoney: (cost: number) => string;
}

const HEIGHT = 240;

/** What agreement costs: cost on a logarithmic axis, the ceiling as a band, the frontier (nothing measured agrees more for less) dotted. */
export function CostPlot({ title, points, ceiling, free, toMoney }: CostPlotProps) {
  const id = useId();
  const seen = [...points.map(({ agreement }) => agreement), ...(ceiling ? [ceiling] : [])].flatMap(({ estimate, low, high }) =>
    [estimate, low, high].filter((value) => value !== null),
  );
  const wide = toAxis([...seen, ...(free === null ? [] : [free])], { least: 0, most: 1, ticks: 4 });
  const y = wide ?? fixedAxis(0, 1, 4);
  const up = (value: number) => `${100 - Number.parseFloat(y.at(value))}%`;
  const costs = points.map(({ cost }) => cost);
  const scale = scaleLog()
    .domain([Math.min(...costs) / 2, Math.max(...costs) * 2])
    .range([0, 100]);
  const at = (cost: number) => `${Math.round(scale(cost) * 100) / 100}%`;
  const frontier = toFrontier(points);
  return (
    <svg className="chart coverage" height={HEIGHT} role="img" aria-labelledby={`${id}-t ${id}-d`}>
      <title id={`${id}-t`}>{title}</title>
      <desc id={`${id}-d`}>
        {points.map(({ label, cost, agreement }) => `${label}: ${toMoney(cost)}, ${formatNumber(agreement.estimate)}`).join("; ")}
      </desc>
      {ceiling?.low != null && ceiling.high != null ? (
        <rect className="band" x="0" width="100%" y={up(ceiling.high)} height={y.span(ceiling.low, ceiling.high)} />
      ) : null}
      {y.ticks.map(({ value, text }) => (
        <g key={value}>
          <line className="grid" x1="0" x2="100%" y1={up(value)} y2={up(value)} />
          <text className="t-quiet" x="0" dx="-8" y={up(value)} dy="4" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {ceiling ? <line className="band-line" x1="0" x2="100%" y1={up(ceiling.estimate)} y2={up(ceiling.estimate)} /> : null}
      {free === null ? null : (
        <>
          <line className="ref" x1="0" x2="100%" y1={up(free)} y2={up(free)} />
          <text className="t-quiet" x="100%" y={up(free)} dy="-5" textAnchor="end">
            always the most frequent answer, free
          </text>
        </>
      )}
      {decades(scale.domain()).map((cost) => (
        <text key={cost} className="t-quiet" x={at(cost)} y="100%" dy="18" textAnchor="middle">
          {toMoney(cost)}
        </text>
      ))}
      {frontier.map(({ id: key, cost, agreement }, i) => {
        const next = frontier[i + 1];
        return (
          <g key={key}>
            <line
              className="frontier"
              x1={at(cost)}
              x2={next ? at(next.cost) : "100%"}
              y1={up(agreement.estimate)}
              y2={up(agreement.estimate)}
            />
            {next ? (
              <line
                className="frontier"
                x1={at(next.cost)}
                x2={at(next.cost)}
                y1={up(agreement.estimate)}
                y2={up(next.agreement.estimate)}
              />
            ) : null}
          </g>
        );
      })}
      {points.map(({ id: key, label, kind, cost, agreement }) => (
        <g key={key}>
          {agreement.low !== null && agreement.high !== null ? (
            <line
              className={kind === "HUMAN" ? "w-human" : "w-ai"}
              x1={at(cost)}
              x2={at(cost)}
              y1={up(agreement.low)}
              y2={up(agreement.high)}
            />
          ) : null}
          <Mark kind={kind} x={at(cost)} y={up(agreement.estimate)} />
          <text
            className={kind === "HUMAN" ? "t-human" : "t-ai"}
            x={at(cost)}
            dx={scale(cost) > 70 ? -10 : 10}
            y={up(agreement.estimate)}
            dy="-8"
            textAnchor={scale(cost) > 70 ? "end" : "start"}
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** Those that agree more than all that cost less, the cheapest first. */
export function toFrontier(points: readonly CostPoint[]): CostPoint[] {
  const frontier: CostPoint[] = [];
  for (const point of [...points].sort((a, b) => a.cost - b.cost || b.agreement.estimate - a.agreement.estimate)) {
    if (point.agreement.estimate > (frontier.at(-1)?.agreement.estimate ?? Number.NEGATIVE_INFINITY)) frontier.push(point);
  }
  return frontier;
}

/** The powers of ten within the axis. */
function decades([low = 1, high = 10]: readonly number[]): number[] {
  const first = Math.ceil(Math.log10(low));
  const last = Math.floor(Math.log10(high));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i));
}
