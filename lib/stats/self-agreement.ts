import { type Estimate, none, share } from "./estimate";

/** What one rater answered on the same unit twice: category indices, −1 where there was no answer. */
export interface Repeats {
  readonly first: ArrayLike<number>;
  readonly again: ArrayLike<number>;
  /** 1 where the two responses stood on exchanged sides the second time. */
  readonly isMirrored: ArrayLike<number>;
  /** For each category, the one of the other side (A ↔ B, a tie itself). Categories name the response, not the side. */
  readonly opposite: ArrayLike<number>;
}

/** How a rater agrees with themselves. */
export interface SelfAgreement {
  /** Share of repeats with the same answer, mirrored or not. */
  readonly consistent: Estimate;
  /** The same of the mirrored ones alone: a side that is pressed out of habit agrees in none of these. */
  readonly consistentMirrored: Estimate;
  /** Share of mirrored repeats answered with the same side, that is with the opposite response. */
  readonly sameSide: Estimate;
  /** The least share of slips that explains the inconsistency: a rater who errs with chance e on two answers agrees with themselves (1 − e)² + e². */
  readonly slips: Estimate;
}

/**
 * Intra-annotator agreement from hidden repeats, whose sides are mirrored so that habit and memory of a side show as disagreement.
 *
 * @returns Shares in [0, 1]; `slips` is in [0, ½], (1 − √(2c − 1))/2 of the consistency c. No value without repeats, and no `slips` below
 *   c = ½, where errors of two answers alone do not explain it.
 */
export function selfAgreement({ first, again, isMirrored, opposite }: Repeats): SelfAgreement {
  let pairs = 0;
  let same = 0;
  let mirrored = 0;
  let mirroredSame = 0;
  let sameSide = 0;
  for (let i = 0; i < first.length; i++) {
    const [before, after] = [first[i] ?? -1, again[i] ?? -1];
    if (before < 0 || after < 0) continue;
    pairs++;
    if (before === after) same++;
    if (isMirrored[i] !== 1) continue;
    mirrored++;
    if (before === after) mirroredSame++;
    else if (opposite[before] === after) sameSide++;
  }
  const consistent = share(same, pairs, "no unit was answered twice");
  const reason = "no unit was answered twice with sides exchanged";
  return {
    consistent,
    consistentMirrored: share(mirroredSame, mirrored, reason),
    sameSide: share(sameSide, mirrored, reason),
    slips: slipsOf(consistent),
  };
}

function slipsOf(consistent: Estimate): Estimate {
  if (consistent.estimate === null) return consistent;
  if (consistent.estimate < 0.5) return none("fewer than half of the answers were repeated: slips alone do not explain that");
  return share((1 - Math.sqrt(2 * consistent.estimate - 1)) / 2, 1, "");
}
