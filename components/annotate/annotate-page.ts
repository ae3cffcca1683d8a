import type { QueueItem, QueueRound } from "@/lib/rounds/types";
import type { Overlay } from "./overlays/annotate-overlays";
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
  /** The reason written for the comparison on the screen. */
  reason: string;
  setReason: (text: string) => void;
  decisions: Decisions;
  differences: WordDifferences;
  settings: ReadingSettings;
  changeSettings: (part: Partial<ReadingSettings>) => void;
  /** The comparison on the screen takes no answer (any more): it is of a training, and what the guidelines say has been told. */
  isSettled: boolean;
  /** Says an answer to screen readers. */
  say: (answer: string) => void;
}
