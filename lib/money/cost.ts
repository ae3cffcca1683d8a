/** What a model's tokens cost, in micro-dollars for a million of them. */
export interface Price {
  inputMicroDollarsPerMillion: number;
  outputMicroDollarsPerMillion: number;
}

/**
 * What a call cost, in whole micro-dollars, rounded half up.
 *
 * @returns Null without a price or without the endpoint's own count of tokens: an unknown cost is not 0.
 */
export function costMicroDollars(price: Price | null, tokensIn: number | null, tokensOut: number | null): bigint | null {
  if (price === null || tokensIn === null || tokensOut === null) return null;
  const millionths =
    BigInt(tokensIn) * BigInt(price.inputMicroDollarsPerMillion) + BigInt(tokensOut) * BigInt(price.outputMicroDollarsPerMillion);
  return (millionths + 500_000n) / 1_000_000n;
}

/**
 * What an amount of people's work costs when `microDollars` are paid for `per` of it, in micro-dollars, not rounded: milliseconds by the hour,
 * or words by the fifty, as RLAIF counts them.
 */
export function workMicroDollars(amount: number, { microDollars, per }: { microDollars: number; per: number }): number {
  return (amount / per) * microDollars;
}
