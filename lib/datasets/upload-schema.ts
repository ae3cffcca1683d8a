import * as z from "zod";
import { ImportOptions, type ImportProgress, type ImportReport } from "./schema";

/** A file is sent in parts of this size; the last one is what is left. */
export const PART_BYTES = 8 * 1024 * 1024;

const Crc = z.coerce.number().int().min(0).max(0xffff_ffff);
const Bytes = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A file as its browser tells of it: the same words mean the same file, so that sending goes on where it was. */
export const UploadInput = z.strictObject({
  fileName: z.string().trim().min(1).max(300),
  bytes: Bytes.min(1, "the file is empty"),
  /** Milliseconds since 1970. */
  lastModified: Bytes,
  /** CRC-32 of its first part. */
  crc: Crc,
});
export type UploadInput = z.infer<typeof UploadInput>;

/** Which part a body holds: where it begins in the file, and its CRC-32. */
export const PartQuery = z.strictObject({ offset: Bytes, crc: Crc });
export type PartQuery = z.infer<typeof PartQuery>;

/** What can be done with a file that was sent. */
export const ImportJobAction = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("start"), options: ImportOptions.omit({ fileName: true, dryRun: true }) }),
  z.strictObject({ action: z.literal("cancel") }),
]);
export type ImportJobState = "UPLOADING" | "WAITING" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";

/** A file that is sent, and the import that is made of it. */
export interface ImportJobView {
  id: string;
  fileName: string;
  /** Of the whole file, and those that the server has. */
  bytes: number;
  received: number;
  state: ImportJobState;
  /** Null before the first rows are read. */
  progress: ImportProgress | null;
  /** Null before it is done. */
  report: ImportReport | null;
  /** Why it failed. */
  error: string | null;
  touchedAt: string;
}
