import type { Scale } from "@/lib/labels/types";

/** A scale in words: "8 steps, no ties". */
export function scaleWords({ levelsPerSide, allowsTie, allowsBothBad }: Scale): string {
  const steps = levelsPerSide === 1 ? "left or right" : `${2 * levelsPerSide} steps`;
  return `${steps}, ${allowsTie ? "ties" : "no ties"}${allowsBothBad ? ", both bad" : ""}`;
}
