import type { RatingsKind } from "@/lib/projects/labelling-schema";

/** A rating of one response by itself: a Likert number, or a word. */
export type Rating = number | "harmless" | "harmful" | "safe" | "unsafe";

/** Ratings as the screen has them, by place. */
export interface PlacedRatings {
  left: Rating;
  right: Rating;
}

const numbers = (last: number): Rating[] => Array.from({ length: last }, (_, index) => index + 1);

/** What can be said of a response under each kind, in the order of its keys. */
const VALUES: Readonly<Record<RatingsKind, readonly Rating[]>> = {
  off: [],
  likert7: numbers(7),
  likert10: numbers(10),
  harmful: ["harmless", "harmful"],
  "llama2-safety": ["safe", "unsafe"],
};

/** What can be said of a response, in the order of its keys; nothing where no ratings are asked. */
export function ratingValues(kind: RatingsKind): readonly Rating[] {
  return VALUES[kind];
}

/**
 * Whether Llama 2's collection forbids the combination: the preferred response is unsafe and the other one is safe (Touvron et al. 2023,
 * section 3.2.1). Its three bins are what is left: only the preferred is safe, both are, neither is.
 */
export function isForbiddenBin(kind: RatingsKind, preferred: Rating, other: Rating): boolean {
  return kind === "llama2-safety" && preferred === "unsafe" && other === "safe";
}

/** Ratings by place as ratings by response, where `swapped` says that response B stands on the left; its own inverse by `toPlaces`. */
export function toResponses({ left, right }: PlacedRatings, swapped: boolean): { a: Rating; b: Rating } {
  return swapped ? { a: right, b: left } : { a: left, b: right };
}

/** Ratings by response as the screen shows them. */
export function toPlaces({ a, b }: { a: Rating; b: Rating }, swapped: boolean): PlacedRatings {
  return swapped ? { left: b, right: a } : { left: a, right: b };
}
