"use client";

import { type CSSProperties, Fragment, type MouseEvent } from "react";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import type { Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion } from "@/lib/rounds/types";
import type { Given } from "./beside/draft";
import { useKeyName } from "./keys/use-key-name";
import { clickOf, endName, fullName, keyOf, sideName } from "./scale-words";
import { scaleTexts as texts } from "./texts/scale";

export interface ScaleButtonsProps {
  scale: Scale;
  criterion: AskedCriterion;
  answer: Given | undefined;
  showKeys: boolean;
  isDisabled: boolean;
  /** The side that may not be pressed now: its buttons say so, and a press of one says why. */
  blocked: "LEFT" | "RIGHT" | null;
  onPress: (button: ScaleButton) => void;
  onBothBad: () => void;
}

/** The buttons of a scale. Four a side stand under the two responses with the rule between; a tie stands on the rule; both bad is off the line. */
export function ScaleButtons(props: ScaleButtonsProps) {
  const { scale, criterion, answer, showKeys, isDisabled, onBothBad } = props;
  const nameOf = useKeyName();
  const half = scale.levelsPerSide;
  const columns = { "--half": half } as CSSProperties;
  const [first, last] = [scale.buttons[0], scale.buttons.at(-1)];
  return (
    <>
      <div className={cn("scale-row", half === 1 && "scale-words", scale.allowsTie && "scale-tied")} style={columns}>
        {scale.buttons.map((button) => (
          <Fragment key={button.id}>
            {button.side === "RIGHT" && button.level === 1 && !scale.allowsTie ? <Middle column={half + 1} /> : null}
            <ScaleButtonView {...props} button={button} />
          </Fragment>
        ))}
        {scale.allowsBothBad ? (
          <button
            type="button"
            className="scale-btn scale-off"
            aria-pressed={answer?.answer === "BOTH_BAD"}
            aria-disabled={isDisabled || undefined}
            aria-keyshortcuts={nameOf("b")}
            onMouseDown={keepFocus}
            onClick={(event) => press(event.detail, isDisabled, onBothBad)}
          >
            {showKeys ? <Kbd>{nameOf("b")}</Kbd> : null}
            <span>{texts.bothBad}</span>
          </button>
        ) : null}
      </div>
      {half > 1 && first && last ? (
        <p className="scale-ends" aria-hidden="true">
          <span>{endName(first, criterion)}</span>
          <span>{scale.buttons.find(({ side, level }) => side === "RIGHT" && level === 1)?.degree}</span>
          <span>{endName(last, criterion)}</span>
        </p>
      ) : null}
    </>
  );
}

/** The rule between the two halves, with their names. */
function Middle({ column }: { column: number }) {
  return (
    <span className="scale-mid" aria-hidden="true" style={{ gridColumn: column, gridRow: 1 }}>
      <span>{texts.sides.left}</span>
      <i />
      <span>{texts.sides.right}</span>
    </span>
  );
}

interface ScaleButtonViewProps extends Omit<ScaleButtonsProps, "onBothBad"> {
  button: ScaleButton;
}

/** One button: its key, its words, its part of the wedge. */
function ScaleButtonView(props: ScaleButtonViewProps) {
  const { scale, button, criterion, answer, showKeys, isDisabled, blocked, onPress } = props;
  const nameOf = useKeyName();
  const key = nameOf(keyOf(scale, button));
  const name = fullName(button, criterion);
  const click = clickOf(button);
  const given = answer?.answer === "PREFERENCE" ? answer.click : null;
  const isPressed = given?.side === click.side && given.level === click.level;
  const isPlain = scale.levelsPerSide === 1 && button.side !== "TIE";
  return (
    <button
      type="button"
      className="scale-btn"
      style={{ ...wedge(scale, button), gridColumn: columnOf(scale, button), gridRow: 1 }}
      data-tie={button.side === "TIE" ? "" : undefined}
      aria-pressed={isPressed}
      aria-disabled={isDisabled || blocked === button.side || undefined}
      aria-keyshortcuts={button.side === "TIE" ? `${key} ${nameOf("t")}` : key}
      aria-label={name}
      onMouseDown={keepFocus}
      onClick={(event) => press(event.detail, isDisabled, () => onPress(button))}
    >
      {showKeys ? <Kbd>{key}</Kbd> : null}
      <span>
        {isPlain ? (
          <PlainWords side={button.side === "LEFT" ? "LEFT" : "RIGHT"} comparative={criterion.comparative} />
        ) : (
          <Words button={button} comparative={criterion.comparative} />
        )}
      </span>
    </button>
  );
}

function PlainWords({ side, comparative }: { side: "LEFT" | "RIGHT"; comparative: string }) {
  return (
    <>
      {sideName(side)} <span className="wide">{texts.verb} </span>
      {comparative}
    </>
  );
}

function Words({ button, comparative }: { button: ScaleButton; comparative: string }) {
  if (button.side === "TIE") return <>{texts.tie}</>;
  if (button.label === "") return <>{capital(comparative)}</>;
  const isWhole = button.label.includes(",");
  return (
    <>
      {button.label}
      {isWhole ? null : <span className="wide"> {comparative}</span>}
    </>
  );
}

/** A press by mouse leaves the focus where it was: on a button it would turn the next Space into an answer. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** A double click is one answer: its second half would fall on the next comparison. */
function press(clicks: number, isDisabled: boolean, action: () => void): void {
  if (!isDisabled && clicks <= 1) action();
}

/** The wedge under a button, from 4 (outer end) to 0 (middle). CSS variables have no type of their own in React. */
function wedge({ levelsPerSide }: Scale, { side, level }: ScaleButton): CSSProperties {
  const height = (at: number) => (4 * at) / levelsPerSide;
  const [from, to] =
    side === "TIE"
      ? [1, 1]
      : side === "LEFT"
        ? [height(level), Math.max(height(level - 1), levelsPerSide === 1 ? 1 : 0)]
        : [Math.max(height(level - 1), levelsPerSide === 1 ? 1 : 0), height(level)];
  return { "--from": from, "--to": to } as CSSProperties;
}

/** Left from the outer end to the middle, the rule or the tie, right from the middle to the outer end. */
function columnOf({ levelsPerSide }: Scale, { side, level }: ScaleButton): number {
  if (side === "TIE") return levelsPerSide + 1;
  return side === "LEFT" ? levelsPerSide - level + 1 : levelsPerSide + 1 + level;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
