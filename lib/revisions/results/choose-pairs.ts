import type { PairKind } from "@/lib/revisions/schema";
import type { ChainText } from "./read-texts";

/** Two texts of a chain, the later one second. */
export interface TextPair {
  before: ChainText;
  after: ChainText;
}

/** The pairs of a chain, and those that could not be made. */
export interface ChosenPairs {
  pairs: TextPair[];
  /** The two texts say the same to the letter: there is nothing to compare. */
  unchanged: number;
  /** One of the two was rejected by a person. */
  rejected: number;
}

/**
 * Which texts of a chain are compared: each revision with the one before it, or the last one with the first response. A pair with a rejected
 * text is none; the pair of neighbours then reaches over it.
 */
export function choosePairs(texts: readonly ChainText[], kind: PairKind): ChosenPairs {
  const standing = texts.filter(({ review }) => review !== "REJECTED").sort((a, b) => a.revision - b.revision);
  const rejected = texts.length - standing.length;
  const [first, last] = [standing[0], standing.at(-1)];
  const all: TextPair[] =
    kind === "consecutive"
      ? standing.slice(1).flatMap((after, index) => {
          const before = standing[index];
          return before ? [{ before, after }] : [];
        })
      : first && last && first !== last
        ? [{ before: first, after: last }]
        : [];
  const pairs = all.filter(({ before, after }) => before.text !== after.text);
  return { pairs, unchanged: all.length - pairs.length, rejected };
}
