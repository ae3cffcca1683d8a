"use client";

import { type CSSProperties, Fragment } from "react";
import { keyOf } from "@/components/annotate/scale-words";
import { formatScore } from "@/components/charts/confusion-matrix";
import { Kbd } from "@/components/ui/kbd";
import { cn } from "@/lib/cn";
import type { Scale, ScaleButton } from "@/lib/labels/types";
import { type Chosen, toFinalName } from "./words";

export interface FinalScaleProps {
  scale: Scale;
  chosen: Chosen | null;
  /** The key that presses a button, as this person set it; null where keys are off. */
  keyFor: (standard: string) => string | null;
  onChoose: (chosen: Chosen) => void;
}

/** The final answer from A to B, as signed scores; beside the line "both bad", where there is one, and unsure. */
export function FinalScale({ scale, chosen, keyFor, onChoose }: FinalScaleProps) {
  const half = scale.levelsPerSide;
  // A variable of CSS has no type of its own in React.
  const columns = { "--half": half } as CSSProperties;
  return (
    <fieldset className="scale" aria-label="Your final answer">
      <div className={cn("scale-row", scale.allowsTie && "adj-tied")} style={columns}>
        {scale.buttons.map((button) => (
          <Fragment key={button.id}>
            {button.side === "RIGHT" && button.level === 1 && !scale.allowsTie ? (
              <span className="scale-mid" aria-hidden="true">
                <span>A</span>
                <i />
                <span>B</span>
              </span>
            ) : null}
            <button
              type="button"
              className="scale-btn"
              style={wedge(scale, button)}
              data-tie={button.side === "TIE" ? "" : undefined}
              aria-label={toFinalName(button)}
              title={toFinalName(button)}
              aria-pressed={chosen?.answer === "PREFERENCE" && chosen.score === button.score}
              aria-keyshortcuts={keyFor(keyOf(scale, button)) ?? undefined}
              onClick={() => onChoose({ answer: "PREFERENCE", score: button.score })}
            >
              <span>{formatScore(button.score)}</span>
              <KeyHint name={keyFor(keyOf(scale, button))} />
            </button>
          </Fragment>
        ))}
      </div>
      <div className="adj-aside">
        {scale.allowsBothBad ? (
          <Aside name="Both bad" answer="BOTH_BAD" hint={keyFor("b")} chosen={chosen} onChoose={onChoose} />
        ) : null}
        <Aside name="Unsure" answer="UNSURE" hint={keyFor("u")} chosen={chosen} onChoose={onChoose} />
      </div>
    </fieldset>
  );
}

interface AsideProps extends Pick<FinalScaleProps, "chosen" | "onChoose"> {
  name: string;
  answer: "BOTH_BAD" | "UNSURE";
  hint: string | null;
}

function Aside({ name, answer, hint, chosen, onChoose }: AsideProps) {
  return (
    <button
      type="button"
      className="scale-btn scale-off"
      aria-label={name}
      aria-pressed={chosen?.answer === answer}
      aria-keyshortcuts={hint ?? undefined}
      onClick={() => onChoose({ answer, score: null })}
    >
      <span>{name}</span>
      <KeyHint name={hint} />
    </button>
  );
}

function KeyHint({ name }: { name: string | null }) {
  return name === null ? null : <Kbd>{name.toUpperCase()}</Kbd>;
}

/** The wedge under a button, from 4 (outer end) to 0 (middle). */
function wedge({ levelsPerSide }: Scale, { side, level }: ScaleButton): CSSProperties {
  const height = (at: number) => (4 * at) / levelsPerSide;
  const [from, to] =
    side === "TIE" ? [1, 1] : side === "LEFT" ? [height(level), height(level - 1)] : [height(level - 1), height(level)];
  // Variables of CSS have no type of their own in React.
  return { "--from": from, "--to": to } as CSSProperties;
}
