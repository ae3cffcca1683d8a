import type { ExportInput } from "./export-schema";

/** A number of rows that were left out, why, and what to do to have them. */
export interface Dropped {
  reason: string;
  count: number;
  mend: string;
}

/** What is left behind each step from the project's comparisons to the rows of the file. */
export interface ExportStage {
  stage: string;
  count: number;
}

/** A file of an export, whole and checked. */
export interface ExportedFile {
  name: string;
  split: "train" | "test" | null;
  rows: number;
  bytes: number;
  sha256: string;
}

/** What both sides of a split have in common: nothing, or the split is none. */
export interface LeakCheck {
  train: { rows: number; prompts: number; conversations: number };
  test: { rows: number; prompts: number; conversations: number };
  promptsInBoth: number;
  conversationsInBoth: number;
}

/** Figures of the rows that were written. */
export interface ExportFigures {
  /** Rows whose chosen response is A; of ties none is chosen. */
  chosenIsA: number;
  chosenIsLonger: number;
  /** Rows with one response longer than the other. */
  differInLength: number;
  ties: number;
  meanMargin: number | null;
  prompts: number;
}

/** A judge whose labels left, as far as its rows need it to be made again. */
export interface ExportedJudge {
  name: string;
  version: number;
  contentHash: string;
  model: string;
  /** SHA-256 of its prompt template. */
  promptHash: string;
  constitution: { name: string; version: number } | null;
  orders: string;
  seed: number | null;
}

/** How far people agreed when the file was made. */
export interface AgreementThen {
  criterion: string;
  /** Pairs of people's labels that agree, over all pairs; null with a reason. */
  estimate: number | null;
  low: number | null;
  high: number | null;
  method: string;
  comparisons: number;
  labels: number;
  reason: string | null;
}

/** What stands beside an exported file: what was selected, counted, left out and why, under which versions. From it the file is made again. */
export interface ExportManifest {
  /** Of this document. */
  version: 2;
  project: { slug: string; name: string };
  format: ExportInput["format"];
  selection: Omit<ExportInput, "criterion"> & { criterion: string | null };
  /** How preferences were chosen, in a sentence. */
  method: string;
  /** Labels and comparisons of this moment, ISO 8601 in UTC: what was labelled afterwards is not in the file. */
  asOf: string;
  counted: { comparisons: number; labels: number; rows: number };
  stages: ExportStage[];
  dropped: Dropped[];
  figures: ExportFigures;
  leaks: LeakCheck | null;
  versions: {
    scale: number | null;
    guidelines: number | null;
    constitutions: { name: string; version: number; contentHash: string }[];
    judges: { name: string; version: number; contentHash: string }[];
  };
  annotators: { people: number; judges: ExportedJudge[] };
  agreement: AgreementThen | null;
  /** SHA-256 of every label that was read, in order: the same inputs give the same rows. */
  inputs: { sha256: string };
  /** The first of `files`. */
  file: { name: string; bytes: number; sha256: string };
  files: ExportedFile[];
  createdAt: string;
  software: { name: "concord"; version: string };
}

/** What an export would be, as far as it was looked at. */
export interface ExportPreview {
  lines: string[];
  rows: PreviewRow[];
  /** Of the comparisons that were looked at. */
  counted: ExportManifest["counted"];
  stages: ExportStage[];
  dropped: ExportManifest["dropped"];
  figures: ExportFigures;
  leaks: LeakCheck | null;
  /** False: the project has more comparisons than were looked at. */
  complete: boolean;
}

/** A row of a preview, its texts cut to what a page needs. */
export interface PreviewRow {
  comparison: string;
  prompt: string;
  chosen: string;
  rejected: string;
  score: number | null;
  margin: number | null;
  annotator: string;
  split: "train" | "test" | null;
}

/** An export in a list. */
export interface ExportEntry {
  id: string;
  format: string;
  state: "WAITING" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";
  /** Comparisons that are read, of all. */
  seen: number;
  total: number;
  rows: number;
  bytes: number;
  sha256: string | null;
  error: string | null;
  release: number | null;
  releaseNote: string | null;
  createdAt: string;
  startedAt: string | null;
  manifest: ExportManifest | null;
}
