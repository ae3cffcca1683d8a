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
