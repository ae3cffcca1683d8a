import type { Click, PersonAnswer, Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion } from "@/lib/rounds/types";

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
  if (button.side === "TIE") return `Tie: neither is ${comparative}`;
  const side = button.side === "LEFT" ? "Left" : "Right";
  return [side, "is", button.degree, comparative].filter(Boolean).join(" ");
}

/** What was answered, in words. */
export function answerInWords(
  scale: Scale,
  criterion: Pick<AskedCriterion, "comparative">,
  answer: { answer: PersonAnswer; click?: Click | null },
): string {
  if (answer.answer === "SKIP") return "Skipped";
  if (answer.answer === "UNSURE") return "Unsure";
  if (answer.answer === "BOTH_BAD") return "Both bad";
  const button = answer.click ? findButton(scale, answer.click) : null;
  return button ? fullName(button, criterion) : "Answered";
}

/** The button of a click. */
function findButton(scale: Scale, click: Click): ScaleButton | null {
  return scale.buttons.find((button) => button.side === click.side && button.level === click.level) ?? null;
}

/** The press that a button stands for. */
export function clickOf(button: ScaleButton): Click {
  return button.side === "TIE" ? { side: "TIE", level: 0 } : { side: button.side, level: button.level };
}
