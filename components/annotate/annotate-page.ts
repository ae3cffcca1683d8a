import type { QueueItem, QueueRound } from "@/lib/rounds/types";
import type { Overlay } from "./annotate-overlays";
import type { QueueAction, QueueState } from "./queue-state";
import type { useDecisions } from "./use-decisions";
import type { useWordDifferences } from "./use-word-differences";

/** What the parts of the annotator's page share. */
export interface AnnotatePage {
  round: QueueRound;
  state: QueueState;
  item: QueueItem | undefined;
  overlay: Overlay;
  setOverlay: (overlay: Overlay) => void;
  /** The reason written for the comparison on the screen. */
  reason: string;
  setReason: (text: string) => void;
  decisions: ReturnType<typeof useDecisions>;
  differences: ReturnType<typeof useWordDifferences>;
  dispatch: (action: QueueAction) => void;
  goBack: () => void;
  say: (answer: string) => void;
}
