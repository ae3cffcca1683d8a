/** A statistic's value, or why there is none. Never NaN, never an exception for data that merely do not suffice. */
export type Estimate =
  | { readonly estimate: number; readonly reason: null }
  | { readonly estimate: null; readonly reason: string };

/** An estimate with its interval. `low` and `high` are null together; `reason` then says why, also where `estimate` stands. */
export interface IntervalEstimate {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Nominal coverage of the interval, in (0, 1). */
  readonly level: number;
  /** How the interval was made, in words for people. */
  readonly method: string;
  /** Why there is no value, or no interval around it; null when both stand. */
  readonly reason: string | null;
}

/**
 * Wraps a value.
 *
 * @throws RangeError if the value is not finite: a statistic must find out for itself when it has none.
 */
export function some(estimate: number): Estimate {
  if (!Number.isFinite(estimate)) throw new RangeError(`a statistic returned ${estimate} instead of saying why it has no value`);
  return { estimate, reason: null };
}

/** Says why there is no value: a clause in lower case without a full stop. */
export function none(reason: string): Estimate {
  return { estimate: null, reason };
}

/** `numerator / denominator`, or no value for the given reason where the denominator is 0. */
export function share(numerator: number, denominator: number, reasonIfNone: string): Estimate {
  return denominator > 0 ? some(numerator / denominator) : none(reasonIfNone);
}
