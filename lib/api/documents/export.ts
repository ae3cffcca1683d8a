import * as z from "zod";
import { Time } from "@/lib/api/parts";

/** An export: how far it is, and what it holds. */
export const ExportDocument = z
  .object({
    id: z.uuid(),
    format: z.string(),
    state: z.enum(["WAITING", "RUNNING", "DONE", "FAILED", "CANCELLED"]),
    rows: z.int(),
    bytes: z.int(),
    sha256: z.string().nullable(),
    error: z.string().nullable(),
    createdAt: Time,
    manifest: z
      .looseObject({
        method: z.string(),
        counted: z.object({ comparisons: z.int(), labels: z.int(), rows: z.int() }),
        dropped: z.array(z.object({ reason: z.string(), count: z.int() })),
        file: z.object({ name: z.string(), bytes: z.int(), sha256: z.string() }),
        createdAt: z.string(),
      })
      .nullable()
      .meta({ description: "What was selected, counted and left out, and why; null until it is done." }),
  })
  .meta({ id: "Export" });
export type ExportDocument = z.infer<typeof ExportDocument>;
