/** Parameters of a request; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** A document that is handed on as it is. Its fields stand in the instance's OpenAPI document. */
export type Report = Record<string, unknown>;

export interface Page<T> {
  data: T[];
  next: string | null;
}

export interface ProjectEntry {
  id: string;
  slug: string;
  name: string;
  preset: string;
  isDemo: boolean;
  archivedAt: string | null;
  createdAt: string;
  comparisons: number;
}

export interface ImportResult {
  format: string;
  rows: number;
  new: number;
  duplicate: number;
  labels: { new: number; duplicate: number };
  refused: { row: number; column: string; reason: string; mend: string }[];
  refusedCount: number;
  notices: { row: number; message: string }[];
  stored: boolean;
}

export interface NewLabel {
  /** A UUIDv7 of the caller's. */
  id: string;
  /** One of the two. */
  comparison?: string;
  externalId?: string;
  annotator: string;
  kind: "HUMAN" | "AI" | "BASELINE";
  criterion?: string;
  score?: number;
  probabilityB?: number;
  answer?: "skip" | "unsure" | "both_bad" | "unsettled" | "invalid";
  rationale?: string;
}

export interface LabelAnswer {
  row: number;
  id: string;
  status: "stored" | "known" | "refused";
  code?: string;
  message?: string;
}

export interface RunProgress {
  id: string;
  state: "RUNNING" | "PAUSED" | "CANCELLED" | "DONE";
  pauseReason: string | null;
  calls: { total: number; answered: number; failed: number; waiting: number; inFlight: number };
}

export interface ExportStatus {
  id: string;
  state: "WAITING" | "RUNNING" | "DONE" | "FAILED" | "CANCELLED";
  error: string | null;
  manifest: {
    method: string;
    counted: { comparisons: number; rows: number };
    dropped: { reason: string; count: number }[];
  } | null;
}
