import { useId } from "react";
import { formatCount } from "@/lib/format";

const WIDTH = 8;
const GAP = 2;
const HEIGHT = 16;

export interface DayBarsProps {
  /** Whose days these are. */
  label: string;
  /** The days in words, one for each count. */
  days: readonly string[];
  counts: readonly number[];
  /** The count that fills the height: the same for all rows that are compared. */
  most: number;
}

/** One bar a day from 0, the last day in colour; small enough for a row of a table. */
export function DayBars({ label, days, counts, most }: DayBarsProps) {
  const id = useId();
  const told = counts.flatMap((count, index) => (count > 0 ? [`${days[index]} ${formatCount(count)}`] : []));
  return (
    <svg
      className="chart"
      style={{ width: counts.length * (WIDTH + GAP), height: HEIGHT + 1 }}
      role="img"
      aria-labelledby={`${id}-t ${id}-d`}
    >
      <title id={`${id}-t`}>{label}</title>
      <desc id={`${id}-d`}>{told.length > 0 ? told.join(", ") : "nothing on these days"}</desc>
      {counts.map((count, index) => {
        // A day with anything at all is seen.
        const height = count === 0 ? 0 : Math.max(2, (HEIGHT * count) / Math.max(1, most));
        return (
          <rect
            key={days[index]}
            className={index === counts.length - 1 ? "bar-today" : "bar"}
            x={index * (WIDTH + GAP)}
            y={HEIGHT - height}
            width={WIDTH}
            height={height}
          />
        );
      })}
      <line className="axis" x1="0" x2="100%" y1={HEIGHT + 0.5} y2={HEIGHT + 0.5} />
    </svg>
  );
}
