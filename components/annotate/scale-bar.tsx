"use client";

import { Check, CircleDashed, TriangleAlert } from "lucide-react";
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
  /** "1 of 2"; null where one question is asked. */
  number: string | null;
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
  number,
  isDisabled,
  before,
  after,
  children,
  onPress,
  onBothBad,
}: ScaleBarProps) {
  const questionId = `question-${criterion.id}`;
  return (
    <fieldset
      className="scale"
      aria-labelledby={questionId}
      data-done={answer && !isFocused ? "" : undefined}
      data-polarity={number !== null && criterion.polarity === "WORSE" ? "worse" : undefined}
    >
      <div className="scale-top">
        {before}
        <p className="scale-question" id={questionId}>
          {criterion.polarity === "WORSE" ? <Icon of={TriangleAlert} /> : null}
          <span>
            {number === null ? null : <span className="crit">{number}</span>}
            <Question criterion={criterion} />
          </span>
        </p>
        {after ?? (
          <span className="state state-idle a-answer">
            <Icon of={answer ? Check : CircleDashed} />
            <span>{answer ? answerInWords(scale, criterion, answer) : "Not answered yet"}</span>
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
