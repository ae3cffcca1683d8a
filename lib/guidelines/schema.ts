import * as z from "zod";

/** The body of `POST /api/rounds/{round}/guidelines`: the version that was read. */
export const ReadingInput = z.strictObject({ version: z.int().min(1).max(1_000_000) });
export type ReadingInput = z.infer<typeof ReadingInput>;
