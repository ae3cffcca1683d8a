import * as z from "zod";

/** The query of `GET /api/rounds/{round}/feedback`. */
export const FeedbackQuery = z.strictObject({
  /** The token of the comparison that was answered. */
  token: z.string().min(1).max(400),
});
export type FeedbackQuery = z.infer<typeof FeedbackQuery>;
