import "server-only";
import * as z from "zod";
import { AppError } from "@/lib/errors";
import { IMPORT_FORMATS } from "./schema";
import type { ByteSource } from "./source/open-source";

/** The query of the import routes; the body is the file, byte for byte. */
export const ImportQuery = z.strictObject({
  fileName: z.string().trim().min(1).max(300).default("unnamed"),
  format: z.enum(["auto", ...IMPORT_FORMATS]).default("auto"),
  annotatorName: z.string().trim().min(1).max(200).optional(),
  criterion: z.string().trim().min(1).max(100).optional(),
  withLabels: z
    .enum(["0", "1"])
    .default("1")
    .transform((value) => value === "1"),
  dryRun: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1"),
  strict: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1"),
});

/** The bytes of a request's body. @throws AppError `invalid` without one. */
export function bodyOf(request: Request): ByteSource {
  if (!request.body) throw new AppError("invalid", "The request has no body: send the file's bytes as application/octet-stream.");
  // A web stream is async iterable in Node, which the DOM's types do not say.
  return request.body as unknown as ByteSource;
}
