/** An audit entry as it is shown. */
export interface AuditRow {
  position: number;
  /** Null for what concerns the instance. */
  projectName: string | null;
  actorKind: string;
  actorName: string;
  action: string;
  /** Empty where the reader may know that something was done, not to what. */
  target: string;
  /** JSON, null when nothing was before or the reader may not see it. */
  before: string | null;
  after: string | null;
  createdAt: string;
}

/** A page of the audit trail. */
export interface AuditPage {
  rows: AuditRow[];
  /** Entries of this kind in all. */
  total: number;
  /** The kinds that there are, for the filter. */
  actions: string[];
  /** What to pass as `before` for older entries; null on the last page. */
  next: string | null;
}
