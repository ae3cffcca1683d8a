/** A principle of a version. */
export interface PrincipleEntry {
  id: string;
  /** From 1. */
  position: number;
  key: string;
  /** What a judge is asked: it names the BETTER response. */
  preferenceText: string;
  critiqueRequest: string;
  revisionRequest: string;
  tags: string[];
  /** Above 0, against the weights of the others. */
  weight: number;
}

/** A version of a constitution, where one is chosen. */
export interface ConstitutionVersionChoice {
  versionId: string;
  version: number;
  principles: number;
}

/** A constitution in a list, with its versions, the newest first. */
export interface ConstitutionEntry {
  id: string;
  name: string;
  archivedAt: Date | null;
  createdAt: Date;
  versions: readonly ConstitutionVersionChoice[];
}

/** A version of a constitution in its history. */
export interface ConstitutionVersionEntry {
  version: number;
  contentHash: string;
  principles: number;
  createdAt: Date;
  authorName: string | null;
  /** Judge versions and chains of revisions that were made under it. */
  judges: number;
  revisionRuns: number;
}

/** Words that stay, come or go between two texts. */
export interface WordChange {
  kind: "same" | "added" | "gone";
  text: string;
}

/** What happened to one field of a principle. */
export interface FieldChange {
  field: "preferenceText" | "critiqueRequest" | "revisionRequest" | "tags" | "weight";
  words: readonly WordChange[];
}

/** What happened to one principle from a version to the next. */
export interface PrincipleChange {
  key: string;
  kind: "added" | "gone" | "changed";
  /** Its places, from 1; null where it is not there. */
  before: number | null;
  after: number | null;
  /** It stands elsewhere among the principles that both versions have. */
  isMoved: boolean;
  fields: readonly FieldChange[];
}

/** A constitution as lists show it. */
export interface ConstitutionRow {
  id: string;
  name: string;
  isArchived: boolean;
  version: number;
  principles: number;
  judges: number;
  revisionRuns: number;
  savedAt: string;
}
