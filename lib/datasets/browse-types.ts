import type { WithdrawnLabels } from "@/lib/labels/types";
import type { RefusedRow } from "./schema";

/** A comparison as a row of the dataset page. */
export interface BrowsedComparison {
  id: string;
  externalId: string | null;
  /** From 1, in the file that it came with. */
  sourceRow: number | null;
  /** The beginning of the last thing that a person said in the prompt, one line. */
  excerpt: string;
  earlierMessages: number;
  models: [string | null, string | null];
  /** How many labels people and judges gave. */
  labels: { people: number; judges: number };
  /** Kinds of flags that annotators raised and nobody resolved. */
  flags: string[];
  /** What in its texts addresses a judge, in words. */
  signs: string[];
  /** Remarks of the importer. */
  remarks: string[];
  withdrawn: boolean;
  withdrawnFor: string | null;
}

/** A page of the dataset. */
export interface BrowsePage {
  comparisons: BrowsedComparison[];
  /** Comparisons under these filters; null when counting them took too long. */
  total: number | null;
  /** Whether the search took too long and was stopped; then there are no comparisons. */
  stopped: boolean;
  /** Seconds that the search took; null where texts were not searched. */
  searchSeconds: number | null;
  /** Where the pages beside this one begin, as part of a `BrowseQuery`. */
  previous: { before: string } | null;
  next: { after: string } | null;
}

/** A file that was imported. */
export interface ImportedFile {
  id: string;
  fileName: string;
  format: string;
  /** Of the file as it came. */
  bytes: number;
  rows: number;
  new: number;
  duplicate: number;
  refused: number;
  labels: { new: number; duplicate: number };
  /** Null for the command line. */
  importedBy: string | null;
  importedAt: string;
}

/** What a dataset page can narrow its list to, and what it says of the project as a whole. */
export interface DatasetOverview {
  comparisons: number;
  withdrawn: number;
  /** Their labels: kept, and in no count, report or export. */
  withdrawnLabels: WithdrawnLabels;
  /** The newest 100. */
  imports: ImportedFile[];
  importCount: number;
  /** "name=value" as the newest comparisons carry them. */
  metadata: string[];
}

/** The refused rows of one import. */
export interface RefusedRows {
  fileName: string;
  /** The first 1,000. */
  rows: RefusedRow[];
  count: number;
}
