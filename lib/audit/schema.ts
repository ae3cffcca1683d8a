import * as z from "zod";

/** What an audit page shows: entries of one kind, older than a position. */
export const AuditFilter = z.strictObject({
  action: z
    .string()
    .regex(/^[a-z-]+\.[a-z-]+$/)
    .max(60)
    .optional(),
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;
