import type { StoredRatings } from "@/lib/ratings/schema";
import type { LabelAnswer, Polarity, Side } from "./types";

/** What an event is; the kinds of `LabelEventKind` that this door writes. SUBMIT becomes CHANGE where there was a label before. */
export type EventKind = "SUBMIT" | "UNDO" | "IMPORT" | "JUDGE";

/** One input of the door in the form in which the database takes it: scored, sides undone. Keys are the names in the statement. */
export interface LabelRow {
  /** The input's place in the caller's list. */
  n: number;
  eventId: string;
  /** SHA-256 of the canonical input, in hex. */
  bodyHash: string;
  kind: EventKind;
  /** The id that the label gets if it is new. */
  labelId: string;
  comparisonId: string;
  criterionId: string;
  annotatorId: string;
  roundId: string | null;
  repeatIndex: number;
  assignmentId: string | null;
  clientTime: string | null;
  submittedAt: string | null;
  answer: LabelAnswer | null;
  score: number | null;
  probabilityB: number | null;
  probabilityBClamped: number | null;
  clickedSide: Side | null;
  clickedLevel: number | null;
  polarity: Polarity | null;
  presentedSwapped: boolean | null;
  strengthKnown: boolean;
  scaleVersionId: string | null;
  guidelineVersionId: string | null;
  durationMs: number | null;
  idleMs: number | null;
  hiddenMs: number | null;
  rationale: string | null;
  reason: string | null;
  confidence: number | null;
  ratings: StoredRatings | null;
  orderConsistent: boolean | null;
  callCount: number | null;
  aggregation: unknown;
  metadata: unknown;
  datasetId: string | null;
}

/** A row without content: what an UNDO is, and what the other kinds fill in. */
export function emptyContent() {
  return {
    clientTime: null,
    submittedAt: null,
    answer: null,
    score: null,
    probabilityB: null,
    probabilityBClamped: null,
    clickedSide: null,
    clickedLevel: null,
    polarity: null,
    presentedSwapped: null,
    strengthKnown: true,
    scaleVersionId: null,
    guidelineVersionId: null,
    durationMs: null,
    idleMs: null,
    hiddenMs: null,
    rationale: null,
    reason: null,
    confidence: null,
    ratings: null,
    orderConsistent: null,
    callCount: null,
    aggregation: null,
    metadata: null,
    datasetId: null,
  } as const satisfies Partial<LabelRow>;
}
