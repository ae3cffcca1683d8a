"use client";

import type { CSSProperties, MouseEvent } from "react";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import type { Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion, OwnAnswer } from "@/lib/rounds/types";
import { clickOf, fullName, keyOf } from "./scale-words";

export interface ScaleButtonsProps {
  scale: Scale;
  criterion: AskedCriterion;
  answer: OwnAnswer | undefined;
  showKeys: boolean;
  isDisabled: boolean;
  onPress: (button: ScaleButton) => void;
  onBothBad: () => void;
}

/** The buttons of a scale. Four a side stand under the two responses with the rule between; a tie stands on the rule; both bad is off the line. */
export function ScaleButtons({ scale, criterion, answer, showKeys, isDisabled, onPress, onBothBad }: ScaleButtonsProps) {
  const isShort = scale.levelsPerSide === 1 && scale.allowsTie;
  const half = scale.levelsPerSide;
  const columns: CSSProperties | undefined = isShort
    ? undefined
    : {
        gridTemplateColumns: `repeat(${half}, minmax(0, 1fr)) ${scale.allowsTie ? "7.5rem" : "auto"} repeat(${half}, minmax(0, 1fr))`,
      };
  const button = (each: ScaleButton) => (
    <ScaleButtonView
      key={each.id}
      scale={scale}
      button={each}
      criterion={criterion}
      answer={answer}
      showKeys={showKeys}
      isDisabled={isDisabled}
      onPress={onPress}
    />
  );
  return (
    <>
      <div className={isShort ? "scale-3" : cn("scale-row", scale.allowsTie && "scale-tied")} style={columns}>
        {scale.buttons.filter((each) => each.side === "LEFT").map(button)}
        {scale.buttons.filter((each) => each.side === "TIE").map(button)}
        {scale.allowsTie ? null : (
          <span className="scale-mid" aria-hidden="true">
            <span>Left</span>
            <i />
            <span>Right</span>
          </span>
        )}
        {scale.buttons.filter((each) => each.side === "RIGHT").map(button)}
        {scale.allowsBothBad ? (
          <button
            type="button"
            className="scale-btn scale-off"
            aria-pressed={answer?.answer === "BOTH_BAD"}
            aria-disabled={isDisabled || undefined}
            aria-keyshortcuts="B"
            onMouseDown={keepFocus}
            onClick={(event) => press(event.detail, isDisabled, onBothBad)}
          >
            {showKeys ? <Kbd>B</Kbd> : null}
            <span>Both bad</span>
          </button>
        ) : null}
      </div>
      {half > 1 ? (
        <p className="scale-ends" aria-hidden="true">
          <span>{scale.buttons[0] ? fullName(scale.buttons[0], criterion).replace(" is ", " ") : ""}</span>
          <span>slightly</span>
          <span>{lastName(scale, criterion)}</span>
        </p>
      ) : null}
    </>
  );
}

interface ScaleButtonViewProps extends Omit<ScaleButtonsProps, "onBothBad"> {
  button: ScaleButton;
}

/** One button: its key, its words, its part of the wedge. */
function ScaleButtonView({ scale, button, criterion, answer, showKeys, isDisabled, onPress }: ScaleButtonViewProps) {
  const key = keyOf(scale, button);
  const name = fullName(button, criterion);
  const click = clickOf(button);
  const isPressed = answer?.click?.side === click.side && answer.click.level === click.level;
  const isPlain = scale.levelsPerSide === 1 && button.side !== "TIE";
  return (
    <button
      type="button"
      className="scale-btn"
      style={wedge(scale, button)}
      aria-pressed={isPressed}
      aria-disabled={isDisabled || undefined}
      aria-keyshortcuts={button.side === "TIE" ? "0 T" : key}
      aria-label={name}
      onMouseDown={keepFocus}
      onClick={(event) => press(event.detail, isDisabled, () => onPress(button))}
    >
      {showKeys ? <Kbd>{key}</Kbd> : null}
      <span>
        {isPlain ? (
          <PlainWords side={button.side} comparative={criterion.comparative} />
        ) : (
          <Words button={button} comparative={criterion.comparative} />
        )}
      </span>
    </button>
  );
}

function PlainWords({ side, comparative }: { side: ScaleButton["side"]; comparative: string }) {
  return (
    <>
      {side === "LEFT" ? "Left" : "Right"} <span className="wide">is </span>
      {comparative}
    </>
  );
}

function Words({ button, comparative }: { button: ScaleButton; comparative: string }) {
  if (button.side === "TIE") return <>Tie</>;
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

function lastName(scale: Scale, criterion: AskedCriterion): string {
  const last = scale.buttons.at(-1);
  return last ? fullName(last, criterion).replace(" is ", " ") : "";
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
