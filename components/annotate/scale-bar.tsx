"use client";

import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion, OwnAnswer } from "@/lib/rounds/types";
import { ScaleButtons } from "./scale-buttons";
import { answerInWords } from "./scale-words";

export interface ScaleBarProps {
  scale: Scale;
  criterion: AskedCriterion;
  answer: OwnAnswer | undefined;
  /** Keys answer this one. */
  isFocused: boolean;
  /** More than one criterion is asked. */
  isOneOfSeveral: boolean;
  isDisabled: boolean;
  /** Left and right of the question. */
  before?: ReactNode;
  after?: ReactNode;
  /** Opens between question and buttons. */
  children?: ReactNode;
  onPress: (button: ScaleButton) => void;
  onBothBad: () => void;
}

/** One question and its row of buttons from left to right: place is meaning, the wedge is strength. */
export function ScaleBar({
  scale,
  criterion,
  answer,
  isFocused,
  isOneOfSeveral,
  isDisabled,
  before,
  after,
  children,
  onPress,
  onBothBad,
}: ScaleBarProps) {
  const questionId = `question-${criterion.id}`;
  const isQuiet = isOneOfSeveral && !isFocused;
  return (
    <fieldset
      className="scale"
      aria-labelledby={questionId}
      data-done={isQuiet && answer ? "" : undefined}
      data-polarity={isOneOfSeveral && criterion.polarity === "WORSE" ? "worse" : undefined}
    >
      <div className="scale-top">
        {before}
        <p className="scale-question" id={questionId}>
          {criterion.polarity === "WORSE" ? <Icon of={TriangleAlert} /> : null}
          <span>
            {isOneOfSeveral ? <span className="crit">{criterion.key}</span> : null}
            <Question criterion={criterion} />
          </span>
        </p>
        {after ?? (
          <span className="a-answer">
            <span>{answer ? answerInWords(scale, criterion, answer) : isFocused ? "" : "not answered yet"}</span>
          </span>
        )}
      </div>
      {children}
      <ScaleButtons
        scale={scale}
        criterion={criterion}
        answer={answer}
        showKeys={isFocused}
        isDisabled={isDisabled}
        onPress={onPress}
        onBothBad={onBothBad}
      />
    </fieldset>
  );
}

/** The question; where it asks for the worse response, the asked words stand in capitals. */
function Question({ criterion: { question, polarity, comparative } }: { criterion: AskedCriterion }) {
  const at = question.toLowerCase().indexOf(comparative.toLowerCase());
  if (polarity !== "WORSE" || at < 0) return <>{question}</>;
  return (
    <>
      {question.slice(0, at)}
      <b>{question.slice(at, at + comparative.length).toUpperCase()}</b>
      {question.slice(at + comparative.length)}
    </>
  );
}
