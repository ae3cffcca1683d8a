import type { OwnQuestion } from "@/lib/questions/types";
import type { QueueItem, QueueRound } from "@/lib/rounds/types";
import type { Draft, Shown, Step } from "./beside/draft";
import type { Overlay } from "./overlays/annotate-overlays";
import type { Note } from "./own/to-note-entry";
import type { WordDifferences } from "./reading/use-word-differences";
import type { Decisions } from "./use-decisions";
import type { LabelQueue } from "./use-label-queue";
import type { ReadingSettings } from "./use-reading-settings";

/** What the parts of the annotator's page share. */
export interface AnnotatePage extends LabelQueue {
  round: QueueRound;
  item: QueueItem | undefined;
  overlay: Overlay;
  setOverlay: (overlay: Overlay) => void;
  /** What is decided about the comparison on the screen and not sent, and how to change it; null: nothing. */
  draft: Draft;
  setDraft: (draft: Draft | null) => void;
  /** What the screen shows of it. */
  shown: Shown;
  /** What keys answer now. */
  focus: Step;
  /** Null: what is open by the order of the round. */
  setFocus: (step: Step | null) => void;
  /** A sentence about the last thing done to the comparison on the screen: why it was not taken, or what became of it. */
  told: { text: string; isRefusal: boolean } | null;
  tell: (told: AnnotatePage["told"]) => void;
  decisions: Decisions;
  /** Sends a note about the comparison on the screen, on the way of the labels. */
  sendNote: (note: Note) => void;
  questions: OwnQuestions;
  differences: WordDifferences;
  settings: ReadingSettings;
  changeSettings: (part: Partial<ReadingSettings>) => void;
  /** The comparison on the screen takes no answer (any more): it is of a training, and what the guidelines say has been told. */
  isSettled: boolean;
  /** Says an answer to screen readers. */
  say: (answer: string) => void;
}

/** The person's questions in this round. */
export interface OwnQuestions {
  list: readonly OwnQuestion[];
  /** Answers that they have not looked at. */
  unseen: number;
  markSeen: () => void;
}
