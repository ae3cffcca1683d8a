import * as z from "zod";
import { AgreementOptions } from "@/lib/agreement/schema";

/** What a judge's figures are asked with: the rules of the agreement report, and what a threshold of confidence has to hold. */
export const FiguresOptions = AgreementOptions.omit({ between: true, judges: true, intervals: true }).extend({
  /** Of the judge; the newest one by default. */
  version: z.coerce.number("Write a whole number.").int().min(1).max(1_000_000).optional(),
  /** 1 − α: agreement with people that the judge must keep where its label is kept. */
  target: z.coerce.number("Write a number such as 0.8.").min(0.5, "At least 0.5.").max(0.999, "At most 0.999.").default(0.8),
  /** How often the threshold may be one that does not hold it. */
  delta: z.coerce.number("Write a number such as 0.1.").min(0.001, "At least 0.001.").max(0.5, "At most 0.5.").default(0.1),
});
export type FiguresOptions = z.infer<typeof FiguresOptions>;

/** What a leaderboard is asked with. */
export const LeaderboardOptions = AgreementOptions.omit({ between: true });
export type LeaderboardOptions = z.infer<typeof LeaderboardOptions>;
