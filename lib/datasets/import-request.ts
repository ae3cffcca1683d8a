import "server-only";
import * as z from "zod";
import { AppError } from "@/lib/errors";
import { parseFields } from "./mapping-schema";
import { IMPORT_FORMATS } from "./schema";
import type { ByteSource } from "./source/open-source";

const flag = (is: "0" | "1") =>
  z
    .enum(["0", "1"])
    .default(is)
    .transform((value) => value === "1");

/** The query of the import routes; the body is the file, byte for byte. */
export const ImportQuery = z.strictObject({
  fileName: z.string().trim().min(1).max(300).default("unnamed"),
  format: z.enum(["auto", ...IMPORT_FORMATS]).default("auto"),
  annotatorName: z.string().trim().min(1).max(200).optional(),
  criterion: z.string().trim().min(1).max(100).optional(),
  withLabels: flag("1"),
  dryRun: flag("0"),
  strict: flag("0"),
  /** FIELD → COLUMN as a JSON object. */
  map: z.string().max(20_000).default("{}").transform(parseFields),
});

/** The query of the preview: the same, and whether the body is only the file's beginning. */
export const PreviewQuery = ImportQuery.extend({ isPart: flag("0") });

/** The bytes of a request's body. @throws AppError `invalid` without one. */
export function bodyOf(request: Request): ByteSource {
  if (!request.body) throw new AppError("invalid", "The request has no body: send the file's bytes as application/octet-stream.");
  // A web stream is async iterable in Node, which the DOM's types do not say.
  return request.body as unknown as ByteSource;
}
