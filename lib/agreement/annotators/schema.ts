import * as z from "zod";

/** What the cards of a project's people are asked with. */
export const AnnotatorsQuery = z.strictObject({
  /** A criterion's key or id; the first one by default. */
  criterion: z.string().trim().min(1).max(200).optional(),
  /** A round's number or id; all labels by default. */
  round: z.string().trim().min(1).max(100).optional(),
  /** Whose card is open. */
  person: z.uuid().optional(),
});
export type AnnotatorsQuery = z.infer<typeof AnnotatorsQuery>;
