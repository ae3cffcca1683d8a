import * as z from "zod";
import { EXPORT_FORMATS, EXPORT_PACKINGS } from "./schema";

/** What an export takes; the document that the page, the command and the manifest share. */
export const ExportInput = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  /** Key of the criterion; left out: the project's first. `concord-jsonl` holds all criteria. */
  criterion: z.string().trim().min(1).max(100).optional(),
  /** Whose preferences: each person's label, one judge's, or the answer that stands. `concord-jsonl` holds all labels. */
  source: z.enum(["human", "ai", "consensus"]).default("human"),
  /** The judge by its annotator's name or id; needed when the project has several. */
  judge: z.string().trim().min(1).max(300).optional(),
  /** People's labels below this strength are left out, 1 to 4; left out: what the scale leaves out in HH-RLHF, nothing elsewhere. */
  minStrength: z.coerce.number().int().min(1).max(4).optional(),
  /** A judge's labels with |p − ½| below this are left out, in [0, 0.5]. */
  minConfidence: z.coerce.number().min(0).max(0.5).optional(),
  /** How the file is packed: as its format says, compressed with gzip, or its rows as Parquet with typed columns. */
  packing: z.enum(EXPORT_PACKINGS).default("plain"),
});
export type ExportInput = z.infer<typeof ExportInput>;
export type ExportInputDraft = z.input<typeof ExportInput>;

/** A number of rows that were left out, and why. */
export interface Dropped {
  reason: string;
  count: number;
}

/** What stands beside an exported file: what was counted, left out and why, under which versions. */
export interface ExportManifest {
  project: { slug: string; name: string };
  format: ExportInput["format"];
  selection: Omit<ExportInput, "criterion"> & { criterion: string | null };
  /** How preferences were chosen, in a sentence. */
  method: string;
  counted: { comparisons: number; labels: number; rows: number };
  dropped: Dropped[];
  versions: { scale: number | null; guidelines: number | null; judges: { name: string; version: number; contentHash: string }[] };
  file: { name: string; bytes: number; sha256: string };
  createdAt: string;
  software: { name: "concord"; version: string };
}

/** What an export would be, as far as it was looked at. */
export interface ExportPreview {
  lines: string[];
  /** Of the comparisons that were looked at. */
  counted: ExportManifest["counted"];
  dropped: ExportManifest["dropped"];
  /** False: the project has more comparisons than were looked at. */
  complete: boolean;
}

/** An export in a list. */
export interface ExportEntry {
  id: string;
  format: string;
  state: "WAITING" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";
  rows: number;
  bytes: number;
  sha256: string | null;
  error: string | null;
  createdAt: string;
  manifest: ExportManifest | null;
}
