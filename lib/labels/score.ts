import type { Click, Polarity, Scale } from "./types";

/** How a comparison stood before its annotator: whether B was on the left, and what the question asked for. */
export interface Presentation {
  /** True: response B was on the left. */
  swapped: boolean;
  /** WORSE: the side that was pressed is the worse one. */
  polarity: Polarity;
}

/**
 * What a press means, in the one orientation of the database: positive speaks for B.
 *
 * @returns −4 to +4, 0 for a tie; null when the scale has no such button.
 */
export function toScore(click: Click, presentation: Presentation, scale: Pick<Scale, "buttons">): number | null {
  const button = scale.buttons.find((each) => each.side === click.side && each.level === click.level);
  if (!button) return null;
  return turn(button.score, presentation);
}

/**
 * The press that would be stored as this score; the inverse of `toScore`.
 *
 * @returns null when the scale has no button for the score.
 */
export function toClick(score: number, presentation: Presentation, scale: Pick<Scale, "buttons">): Click | null {
  const shown = turn(score, presentation);
  const button = scale.buttons.find((each) => each.score === shown);
  if (!button) return null;
  return button.side === "TIE" ? { side: "TIE", level: 0 } : { side: button.side, level: button.level };
}

// Left stands for A when nothing is swapped; a swap and a question for the worse each turn the sign, both together leave it.
function turn(score: number, { swapped, polarity }: Presentation): number {
  const turned = swapped !== (polarity === "WORSE");
  return turned && score !== 0 ? -score : score;
}
