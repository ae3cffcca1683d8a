import * as z from "zod";

/** Stands in a call's key for a version that is not there yet. */
export const NOT_SAVED = "00000000-0000-4000-8000-000000000000";

/** What the editor asks to see the prompt of. */
export const DraftPreviewInput = z.strictObject({
  /** The form's fields. */
  texts: z.record(z.string().max(60), z.string().max(100_000)),
  /** The project's first when empty. */
  criterionId: z.union([z.literal(""), z.uuid()]),
  /** Its id, or the one that its source gave it; the project's first when empty. */
  comparison: z.string().trim().max(500),
  order: z.enum(["AB", "BA"]),
  principleId: z.union([z.literal(""), z.uuid()]),
});
export type DraftPreviewInput = z.infer<typeof DraftPreviewInput>;
