import type { JudgeSpec } from "@/lib/judges/schema";

/**
 * What a call cost, in whole micro-dollars, rounded half up.
 *
 * @returns Null without a price or without the endpoint's own count of tokens: an unknown cost is not 0.
 */
export function costMicroDollars(price: JudgeSpec["price"], tokensIn: number | null, tokensOut: number | null): bigint | null {
  if (price === null || tokensIn === null || tokensOut === null) return null;
  const millionths =
    BigInt(tokensIn) * BigInt(price.inputMicroDollarsPerMillion) + BigInt(tokensOut) * BigInt(price.outputMicroDollarsPerMillion);
  return (millionths + 500_000n) / 1_000_000n;
}
