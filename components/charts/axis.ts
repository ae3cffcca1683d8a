import { scaleLinear } from "d3-scale";

/** A horizontal axis in parts of its own width, so that a drawing fills whatever width it gets and its text keeps its size. */
export interface Axis {
  low: number;
  high: number;
  /** Round numbers; every other one is minor, and may go unwritten where the drawing is narrow. */
  ticks: readonly { value: number; text: string; isMinor: boolean }[];
  /** Where a value stands, as "42.5%" of the width. */
  at: (value: number) => string;
  /** How wide a stretch is, in the same unit. */
  span: (from: number, to: number) => string;
}

export interface AxisLimits {
  /** What no value can go below and above: [0, 1] for shares, [−1, 1] for coefficients. */
  least: number;
  most: number;
  /** About how many ticks. */
  ticks?: number;
}

/** Narrower than this, noise would look like a difference. */
const NARROWEST = 0.2;
const PADDING = 0.06;

/** The axis on which all these values can be seen, with round ticks; null when there is no value. It need not begin at 0. */
export function toAxis(values: readonly number[], { least, most, ticks = 5 }: AxisLimits): Axis | null {
  if (values.length === 0) return null;
  const smallest = Math.min(...values);
  const largest = Math.max(...values);
  const width = Math.max(largest - smallest, NARROWEST);
  const middle = (smallest + largest) / 2;
  const low = Math.max(least, middle - width * (0.5 + PADDING));
  const high = Math.min(most, middle + width * (0.5 + PADDING));
  return fixedAxis(low, high, ticks);
}

/** The axis from `low` to `high`. */
export function fixedAxis(low: number, high: number, ticks = 5): Axis {
  const scale = scaleLinear().domain([low, high]).range([0, 100]);
  const format = scale.tickFormat(ticks);
  const values = scale.ticks(ticks);
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  return {
    low,
    high,
    ticks: values.map((value) => ({ value, text: format(value), isMinor: step > 0 && Math.round(value / step) % 2 !== 0 })),
    at: (value) => toPercent(scale(value)),
    span: (from, to) => toPercent(Math.abs(scale(to) - scale(from))),
  };
}

function toPercent(part: number): string {
  return `${Math.round(part * 100) / 100}%`;
}
