import type { CanonicalAnswer, GoldVerdict } from "./types";

/**
 * How an answer stands to the gold one. Right and near name the same response, and both count as agreeing with gold; of the same response,
 * near is two levels or more away in strength.
 */
export function toVerdict(own: CanonicalAnswer, gold: CanonicalAnswer): GoldVerdict {
  if (own.answer !== gold.answer) return "wrong";
  if (own.score === null || gold.score === null) return own.score === gold.score ? "right" : "wrong";
  if (Math.sign(own.score) !== Math.sign(gold.score)) return "wrong";
  return Math.abs(own.score - gold.score) <= 1 ? "right" : "near";
}
