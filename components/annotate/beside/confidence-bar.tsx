"use client";

import type { ReactNode } from "react";
import { useKeyName } from "@/components/annotate/keys/use-key-name";
import { Kbd } from "@/components/ui/kbd";
import { CONFIDENCE_VALUES, confidenceWords } from "./beside-words";

export interface ConfidenceBarProps {
  confidence: number | null;
  isFocused: boolean;
  isDisabled: boolean;
  before?: ReactNode;
  after?: ReactNode;
  onChoose: (confidence: number) => void;
  onFocus: () => void;
}

/** How sure the person is, 1 to 5: asked once a comparison, after its questions. */
export function ConfidenceBar({ confidence, isFocused, isDisabled, before, after, onChoose, onFocus }: ConfidenceBarProps) {
  const nameOf = useKeyName();
  return (
    <fieldset
      className="scale bs-confidence"
      aria-labelledby="question-confidence"
      aria-current={isFocused ? "step" : undefined}
      data-now={isFocused ? "" : undefined}
      data-done={confidence !== null && !isFocused ? "" : undefined}
      onFocus={onFocus}
    >
      <div className="scale-top">
        {before ?? <span />}
        <p className="scale-question" id="question-confidence">
          How sure are you?
        </p>
        {after ?? <span />}
      </div>
      <div className="bs-five">
        {CONFIDENCE_VALUES.map((each) => (
          <button
            key={each}
            type="button"
            className="scale-btn bs-btn"
            aria-label={`${confidenceWords(each)}, ${each} of 5`}
            aria-pressed={confidence === each}
            aria-disabled={isDisabled || undefined}
            aria-keyshortcuts={nameOf(String(each))}
            onMouseDown={(event) => event.preventDefault()}
            onClick={({ detail }) => {
              if (!isDisabled && detail <= 1) onChoose(each);
            }}
          >
            {isFocused ? <Kbd>{nameOf(String(each))}</Kbd> : null}
            <span>{confidenceWords(each)}</span>
          </button>
        ))}
      </div>
    </fieldset>
  );
}
