/** A flag as the researchers' list shows it. */
export interface FlagEntry {
  id: string;
  comparisonId: string;
  /** The source's own id of the comparison, where it has one. */
  externalId: string | null;
  annotator: string;
  kind: string;
  note: string;
  /** Whether its comparison is withdrawn. */
  withdrawn: boolean;
  createdAt: string;
  resolvedAt: string | null;
}
