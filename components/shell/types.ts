/** The person who is signed in. */
export interface ShellPerson {
  id: string;
  name: string;
  email: string;
  isOperator: boolean;
}

/** A project in the switch. */
export interface ShellProjectLink {
  slug: string;
  name: string;
}

/** The project whose pages stand in the shell. */
export interface ShellProject extends ShellProjectLink {
  isDemo: boolean;
  isArchived: boolean;
  /** An operator who only reads sees until when. ISO 8601. */
  operatorUntil: string | null;
  /** Gives final answers where labels part. */
  adjudicates: boolean;
  /** Null for an annotator, who has no pages here but the adjudicator's, if they are one. */
  counts: ShellCounts | null;
}

/** What stands beside the words of the sidebar. */
export interface ShellCounts {
  comparisons: number;
  guidelines: number | null;
  rounds: number;
  members: number;
  judges: number;
  constitutions: number;
  /** Runs of critique and revision. */
  revisionRuns: number;
  /** Annotators' questions without an answer, and their open flags. */
  waiting: number;
}
