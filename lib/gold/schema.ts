import * as z from "zod";

/** The longest explanation of a gold answer, in characters. */
export const LONGEST_EXPLANATION = 5_000;

/** A gold answer as the comparison's page sends it: `answer` is a signed score ("-3" … "4") or an answer without one. */
export const GoldForm = z
  .strictObject({
    project: z.string().max(100),
    comparisonId: z.uuid(),
    criterionId: z.uuid(),
    answer: z.enum(["-4", "-3", "-2", "-1", "0", "1", "2", "3", "4", "UNSURE", "BOTH_BAD"], "Choose the answer."),
    explanation: z
      .string()
      .trim()
      .max(LONGEST_EXPLANATION, `Write at most ${LONGEST_EXPLANATION} characters.`)
      .refine((text) => !text.includes("\0") && text.isWellFormed(), "Contains a character that cannot be stored.")
      .default(""),
  })
  .transform(({ answer, ...rest }) => ({
    ...rest,
    ...(answer === "UNSURE" || answer === "BOTH_BAD"
      ? { answer, score: null }
      : { answer: "PREFERENCE" as const, score: Number(answer) }),
  }));
export type GoldForm = z.infer<typeof GoldForm>;
