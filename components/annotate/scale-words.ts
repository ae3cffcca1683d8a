import type { Click, PersonAnswer, Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion } from "@/lib/rounds/types";
import { scaleTexts as texts } from "./texts/scale";

/** The key of each button of a scale: numbers from left to right, `0` for the tie. */
export function keyOf(scale: Scale, button: ScaleButton): string {
  if (button.side === "TIE") return "0";
  return String(scale.buttons.filter((each) => each.side !== "TIE").indexOf(button) + 1);
}

/** The button that a key presses, or null. `t` is the tie's second key. */
export function buttonOfKey(scale: Scale, key: string): ScaleButton | null {
  const wanted = key.toLowerCase() === "t" ? "0" : key;
  return scale.buttons.find((button) => keyOf(scale, button) === wanted) ?? null;
}

/** What a button says in full: "Right is clearly better", "Both are equal". */
export function fullName(button: ScaleButton, { comparative }: Pick<AskedCriterion, "comparative">): string {
  if (button.side === "TIE") return texts.tieInFull(comparative);
  return texts.is(sideName(button.side), button.degree, comparative);
}

/** What stands at the end of a scale, with less room: "Right much better". */
export function endName({ side, degree }: ScaleButton, { comparative }: Pick<AskedCriterion, "comparative">): string {
  return side === "TIE" ? texts.tieInFull(comparative) : texts.end(sideName(side), degree, comparative);
}

/** "Left", "Right". */
export function sideName(side: "LEFT" | "RIGHT"): string {
  return side === "LEFT" ? texts.sides.left : texts.sides.right;
}

/** What was answered, in words. */
export function answerInWords(
  scale: Scale,
  criterion: Pick<AskedCriterion, "comparative">,
  answer: { answer: PersonAnswer; click?: Click | null },
): string {
  if (answer.answer === "SKIP") return texts.skipped;
  if (answer.answer === "UNSURE") return texts.unsure;
  if (answer.answer === "BOTH_BAD") return texts.bothBad;
  const button = answer.click ? findButton(scale, answer.click) : null;
  return button ? fullName(button, criterion) : texts.answered;
}

/** The button of a click. */
function findButton(scale: Scale, click: Click): ScaleButton | null {
  return scale.buttons.find((button) => button.side === click.side && button.level === click.level) ?? null;
}

/** The press that a button stands for. */
export function clickOf(button: ScaleButton): Click {
  return button.side === "TIE" ? { side: "TIE", level: 0 } : { side: button.side, level: button.level };
}
