import * as z from "zod";

/** What a browser sends when somebody agrees: the hash of the text that they had before their eyes. */
export const ConsentInput = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/) });
export type ConsentInput = z.infer<typeof ConsentInput>;
