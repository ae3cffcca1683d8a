import type { Axis } from "./axis";

export interface AxisGridProps {
  axis: Axis;
  /** How far under the drawing the numbers stand, in pixels. */
  below: number;
}

/** The lines of an axis behind all rows of a plot, and their numbers under it. */
export function AxisGrid({ axis, below }: AxisGridProps) {
  return axis.ticks.map((tick) => (
    <g key={tick.value}>
      <line className="grid" x1={axis.at(tick.value)} x2={axis.at(tick.value)} y1="0" y2="100%" />
      <text
        className={tick.isMinor ? "t-quiet t-minor" : "t-quiet"}
        x={axis.at(tick.value)}
        y="100%"
        dy={below}
        textAnchor="middle"
      >
        {tick.text}
      </text>
    </g>
  ));
}
