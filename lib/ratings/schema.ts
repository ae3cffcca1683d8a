import * as z from "zod";
import { ratingValues } from "./types";

const Rating = z.union([z.int().min(1).max(10), z.enum(["harmless", "harmful", "safe", "unsafe"])]);

/** Ratings as the screen sends them, by place. */
export const PlacedRatings = z.strictObject({ left: Rating, right: Rating });

/** Ratings as they are stored (`Label.ratings`) and exported, by response. */
export const StoredRatings = z
  .strictObject({ kind: z.enum(["likert7", "likert10", "harmful", "llama2-safety"]), a: Rating, b: Rating })
  .refine(
    ({ kind, a, b }) => ratingValues(kind).includes(a) && ratingValues(kind).includes(b),
    "A rating is none of its kind's values.",
  );
export type StoredRatings = z.infer<typeof StoredRatings>;
