import * as z from "zod";
import type { RatingsKind } from "@/lib/projects/labelling-schema";

/** A rating of one response by itself: a Likert number, or a word. */
export const Rating = z.union([z.int().min(1).max(10), z.enum(["harmless", "harmful", "safe", "unsafe"])]);
export type Rating = z.infer<typeof Rating>;

/** Ratings as the screen has them, by place. */
export const PlacedRatings = z.strictObject({ left: Rating, right: Rating });
export type PlacedRatings = z.infer<typeof PlacedRatings>;

const numbers = (last: number): Rating[] => Array.from({ length: last }, (_, index) => index + 1);

/** What can be said of a response under each kind, in the order of its keys. */
const VALUES: Readonly<Record<RatingsKind, readonly Rating[]>> = {
  off: [],
  likert7: numbers(7),
  likert10: numbers(10),
  harmful: ["harmless", "harmful"],
  "llama2-safety": ["safe", "unsafe"],
};

/** Ratings as they are stored (`Label.ratings`) and exported, by response. */
export const StoredRatings = z
  .strictObject({ kind: z.enum(["likert7", "likert10", "harmful", "llama2-safety"]), a: Rating, b: Rating })
  .refine(({ kind, a, b }) => VALUES[kind].includes(a) && VALUES[kind].includes(b), "A rating is none of its kind's values.");
export type StoredRatings = z.infer<typeof StoredRatings>;

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
