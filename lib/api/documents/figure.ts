import * as z from "zod";

/** A number of a report with its interval. */
export const Figure = z
  .strictObject({
    estimate: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    level: z.number().meta({ description: "Nominal coverage of the interval." }),
    method: z.string().meta({ description: "How the interval was made." }),
    reason: z.string().nullable().meta({ description: "Why there is no value, or no interval; null when both stand." }),
    n: z.strictObject({
      comparisons: z.int(),
      labels: z.int(),
      annotators: z.int(),
      clusters: z.int(),
      dropped: z.int(),
    }),
  })
  .meta({ id: "Figure", description: "A number with its 95 % interval, how that was made and what it counted. Not rounded." });

export const AnnotatorKind = z.enum(["HUMAN", "AI", "BASELINE"]);
