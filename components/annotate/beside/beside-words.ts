import { besideTexts as texts } from "@/components/annotate/texts/beside";
import type { Rating } from "@/lib/ratings/types";

/** The words of the five confidences, from 1 to 5. */
export const CONFIDENCE_VALUES = [1, 2, 3, 4, 5] as const;

/** What a confidence says. */
export function confidenceWords(confidence: number): string {
  return texts.confidences[confidence - 1] ?? String(confidence);
}

/** What a rating says. */
export function ratingWords(rating: Rating): string {
  return typeof rating === "number" ? String(rating) : texts.ratings[rating];
}
