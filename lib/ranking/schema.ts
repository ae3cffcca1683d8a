import * as z from "zod";
import { LABEL_FILTERS } from "@/lib/agreement/filter-schema";

/** How strengths are made from battles. */
export const RANK_METHODS = ["bradley-terry", "davidson", "rao-kupper", "elo"] as const;

/** What a rank report is asked with; the defaults are those of the command line. */
export const RankOptions = z.strictObject({
  /** A criterion's key or id; the first one by default. */
  criterion: z.string().trim().min(1).max(200).optional(),
  /** `human`, `ai`, `all`, or one judge: a judge's name, or an annotator's name or id. */
  by: z.string().trim().min(1).max(200).default("human"),
  method: z.enum(RANK_METHODS, `Write one of ${RANK_METHODS.join(", ")}.`).default("bradley-terry"),
  /** A round's number or id; all labels by default. */
  round: z.string().trim().min(1).max(100).optional(),
  ...LABEL_FILTERS,
  /** Seeds the resampling. */
  seed: z.coerce.number("Write a whole number.").int().min(0).max(Number.MAX_SAFE_INTEGER).default(1),
});
export type RankOptions = z.infer<typeof RankOptions>;

/** What the address of the page of models may say. */
export const ModelsView = RankOptions.omit({ by: true }).extend({
  /** The annotator whose order stands beside people's; the judge with most labels by default. */
  judge: z.uuid().optional(),
});
export type ModelsView = z.infer<typeof ModelsView>;
