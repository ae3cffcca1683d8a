import type { AgreementReport, Figure } from "@/lib/agreement/types";
import type { RoundEntry, RoundProgress } from "@/lib/rounds/types";

/** How far the people of one round agree. */
export interface RoundCeiling {
  agreement: Figure;
  comparisons: number;
  pairs: number;
}

/** How many labels there are, on the criterion of the overview. */
export interface LabelCounts {
  /** People's labels with a preference or tie; their skips and other answers without a score. */
  byPeople: number;
  skips: number;
  otherAnswers: number;
  /** Comparisons with a label of a person; with labels of two or more. */
  labelled: number;
  labelledTwice: number;
  /** People who labelled. */
  people: number;
}

/** Something that happened in a project. */
export type Activity =
  /** A person labelled `comparisons` of a round in one sitting that ended at `at`. */
  | { kind: "LABELS"; at: Date; name: string; comparisons: number; round: { id: string; number: number } }
  /** An entry of the audit trail. */
  | { kind: "CHANGE"; at: Date; name: string; action: string; target: string };

/** What is to be done next in a project, the first that applies. */
export type NextStep =
  | { kind: "FIRST_ROUND" }
  | { kind: "OPEN_DRAFT"; roundId: string; number: number }
  | { kind: "CLOSE_ROUND"; roundId: string; number: number }
  | { kind: "RESUME_ROUND"; roundId: string; number: number }
  | { kind: "ADD_JUDGE" }
  | { kind: "LABEL"; roundId: string; number: number; left: number; assignments: number }
  | { kind: "READ_DISAGREEMENTS" };

/** The first page of a project: how far we are, how far people agree, how far each judge agrees with people. */
export interface Overview {
  comparisons: number;
  criteria: string[];
  counts: LabelCounts;
  rounds: RoundEntry[];
  ceilings: ReadonlyMap<string, RoundCeiling>;
  /** Over all rounds. Drafts count with what opening them would make. */
  assignments: number;
  done: number;
  report: AgreementReport;
  next: NextStep;
  activity: Activity[];
  /** The people of the newest open round. */
  openRound: { id: string; number: number; progress: RoundProgress } | null;
}
