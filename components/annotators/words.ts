import type { AnnotatorCard } from "@/lib/agreement/annotators-types";
import type { Figure } from "@/lib/agreement/types";
import { formatCount } from "@/lib/format";

/** Fewer than this are told as a count: there is no interval worth printing. */
export const ENOUGH = 30;

/** A share of few as a count, "8 of 11"; null where there are enough, or none. */
export function toCountText({ estimate, n }: Figure): string | null {
  if (estimate === null || n.comparisons >= ENOUGH) return null;
  return `${formatCount(Math.round(estimate * n.comparisons))} of ${formatCount(n.comparisons)}`;
}

/** A figure without its interval where so little was counted. */
export function toShown(figure: Figure): Figure {
  return toCountText(figure) === null ? figure : { ...figure, low: null, high: null, reason: null };
}

/** What the two halves of somebody's labels say, in words; null where it cannot be said. */
export function toDriftWords({ drift }: Pick<AnnotatorCard, "drift">): { text: string; isSeen: boolean } | null {
  const { estimate, low, high } = drift;
  if (estimate === null || low === null || high === null) return null;
  if (low > 0) return { text: "later half higher", isSeen: true };
  if (high < 0) return { text: "later half lower", isSeen: true };
  return { text: "none seen", isSeen: false };
}
