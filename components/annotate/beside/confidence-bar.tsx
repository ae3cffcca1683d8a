"use client";

import { Check, CircleDashed } from "lucide-react";
import { useKeyName } from "@/components/annotate/keys/use-key-name";
import { barTexts } from "@/components/annotate/texts/bars";
import { pageTexts } from "@/components/annotate/texts/page";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { CONFIDENCE_VALUES, confidenceWords } from "./beside-words";

export interface ConfidenceBarProps {
  confidence: number | null;
  isFocused: boolean;
  isDisabled: boolean;
  onChoose: (confidence: number) => void;
  onFocus: () => void;
}

/** How sure the person is, 1 to 5, in one line: asked once a comparison, after its questions. */
export function ConfidenceBar({ confidence, isFocused, isDisabled, onChoose, onFocus }: ConfidenceBarProps) {
  const nameOf = useKeyName();
  return (
    <fieldset
      className="scale bs-row"
      aria-labelledby="question-confidence"
      aria-current={isFocused ? "step" : undefined}
      data-now={isFocused ? "" : undefined}
      data-done={confidence !== null && !isFocused ? "" : undefined}
      onFocus={onFocus}
    >
      <button type="button" className="scale-question bs-line" id="question-confidence" onClick={onFocus}>
        {pageTexts.questions.confidence}
      </button>
      <span className="state state-idle a-answer bs-short">
        <Icon of={confidence === null ? CircleDashed : Check} />
        <span>{confidence === null ? pageTexts.questions.notAnswered : confidenceWords(confidence)}</span>
      </span>
      <div className="bs-five">
        {CONFIDENCE_VALUES.map((each) => (
          <button
            key={each}
            type="button"
            className="scale-btn bs-btn"
            aria-label={barTexts.confidence(confidenceWords(each), each)}
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
