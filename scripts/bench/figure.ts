/** One measured figure, printed as one line of JSON (docs/operations.md says how to read it). */
export interface Figure {
  /** Line of the benchmark table. */
  line: number;
  name: string;
  value: number;
  unit: string;
  /** What we mean to reach, in `unit` or as the ratio it names. */
  target?: number;
  /** The physical limit, measured in the same run. */
  limit?: number;
  peer?: { name: string; value: number; unit: string };
  ratio?: number;
  answersEqual?: boolean;
  rssMiB?: number;
  runs?: number;
  note?: string;
}

/** Prints a figure on standard output. */
export function printFigure(figure: Figure): void {
  console.log(JSON.stringify(figure));
}

/** The value below which a share `p` of the values lie, by the nearest rank. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))] ?? Number.NaN;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** A number with as many digits as a reader needs. */
export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
