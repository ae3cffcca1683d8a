/** A line of the guidelines beside the version before. */
export interface LineChange {
  kind: "same" | "added" | "gone";
  text: string;
}

/** A version of the guidelines that somebody has not read yet. */
export interface UnreadGuidelines {
  version: number;
  markdown: string;
  /** The version that they read last, and what changed since, null where the texts are too unlike; null when they have read none. */
  before: { version: number; changes: LineChange[] | null } | null;
}
