import { findWordSpans, type WordSpans } from "./word-spans";

/** What the page sends: two texts. */
export interface DifferenceQuestion {
  left: string;
  right: string;
}

/** What it gets: the spans, or null when finding them would take too long. */
export type DifferenceAnswer = WordSpans | null;

const LIMIT_MILLISECONDS = 3000;

self.addEventListener("message", ({ data }: MessageEvent<DifferenceQuestion>) => {
  const answer: DifferenceAnswer = findWordSpans(data.left, data.right, LIMIT_MILLISECONDS);
  self.postMessage(answer);
});
