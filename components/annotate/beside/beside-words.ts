import type { RatingsKind } from "@/lib/projects/labelling-schema";
import type { Rating } from "@/lib/ratings/types";

const CONFIDENCES = ["a guess", "not very sure", "fairly sure", "sure", "very sure"];

/** The words of the five confidences, from 1 to 5. */
export const CONFIDENCE_VALUES = [1, 2, 3, 4, 5] as const;

/** What a confidence says. */
export function confidenceWords(confidence: number): string {
  return capital(CONFIDENCES[confidence - 1] ?? String(confidence));
}

/** What a rating says. */
export function ratingWords(rating: Rating): string {
  return typeof rating === "number" ? String(rating) : capital(rating);
}

/** What the ratings of a kind ask, and what their ends mean. */
export function ratingQuestion(kind: Exclude<RatingsKind, "off">): { question: string; ends: readonly [string, string] | null } {
  switch (kind) {
    case "likert7":
    case "likert10":
      return { question: "How good is each response by itself?", ends: ["very bad", "very good"] };
    case "harmful":
      return { question: "Is each response harmful by itself?", ends: null };
    case "llama2-safety":
      return { question: "Is each response safe by itself?", ends: null };
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
