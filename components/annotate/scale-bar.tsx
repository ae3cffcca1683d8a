"use client";

import { Check, CircleDashed, CornerDownRight, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { Scale, ScaleButton } from "@/lib/labels/types";
import type { AskedCriterion } from "@/lib/rounds/types";
import type { Given } from "./beside/draft";
import { ScaleButtons } from "./scale-buttons";
import { answerInWords } from "./scale-words";
import { pageTexts } from "./texts/page";

const texts = pageTexts.questions;

export interface ScaleBarProps {
  scale: Scale;
  criterion: AskedCriterion;
  answer: Given | undefined;
  /** Keys answer this one. */
  isFocused: boolean;
  /** "1 of 2"; null where one question is asked. */
  number: string | null;
  /** Something else is asked of the comparison too. */
  isOneOfSeveral: boolean;
  isDisabled: boolean;
  /** The side that may not be pressed now, and why. */
  blocked: { side: "LEFT" | "RIGHT"; reason: string } | null;
  /** Rows open and shut here: the question opens its row, and a shut one is its question and its answer alone. */
  fold?: "open" | "shut" | undefined;
  /** Left and right of the question. */
  before?: ReactNode;
  after?: ReactNode;
  onPress: (button: ScaleButton) => void;
  onBothBad: () => void;
  /** The keyboard's focus came into the row. */
  onFocus: () => void;
}

/** One question and its row of buttons from left to right: place is meaning, the wedge is strength. */
export function ScaleBar({
  scale,
  criterion,
  answer,
  isFocused,
  number,
  isOneOfSeveral,
  isDisabled,
  blocked,
  fold,
  before,
  after,
  onPress,
  onBothBad,
  onFocus,
}: ScaleBarProps) {
  const questionId = `question-${criterion.id}`;
  return (
    <fieldset
      className="scale"
      aria-labelledby={questionId}
      aria-current={isFocused && isOneOfSeveral ? "step" : undefined}
      data-now={isFocused && isOneOfSeveral ? "" : undefined}
      data-done={answer && !isFocused ? "" : undefined}
      data-polarity={isOneOfSeveral && criterion.polarity === "WORSE" ? "worse" : undefined}
      onFocus={onFocus}
    >
      <div className="scale-top">
        {before}
        <QuestionLine
          id={questionId}
          criterion={criterion}
          number={number}
          blocked={blocked}
          onOpen={fold ? onFocus : undefined}
        />
        {after ?? <RowState scale={scale} criterion={criterion} answer={answer} isNow={fold === "open" && isFocused} />}
      </div>
      {fold === "shut" ? null : (
        <ScaleButtons
          scale={scale}
          criterion={criterion}
          answer={answer}
          showKeys={isFocused}
          isDisabled={isDisabled}
          blocked={blocked?.side ?? null}
          onPress={onPress}
          onBothBad={onBothBad}
        />
      )}
    </fieldset>
  );
}

interface RowStateProps extends Pick<ScaleBarProps, "scale" | "criterion" | "answer"> {
  /** Says that keys answer the row, where nothing else does. */
  isNow: boolean;
}

/** What is answered to the question. */
function RowState({ scale, criterion, answer, isNow }: RowStateProps) {
  const [icon, words] = answer
    ? [Check, answerInWords(scale, criterion, answer)]
    : isNow
      ? [CornerDownRight, texts.keysHere]
      : [CircleDashed, texts.notAnswered];
  return (
    <span className="state state-idle a-answer">
      <Icon of={icon} />
      <span>{words}</span>
    </span>
  );
}

interface QuestionLineProps extends Pick<ScaleBarProps, "criterion" | "number" | "blocked"> {
  id: string;
  /** Opens the row; undefined where it is always open. */
  onOpen: (() => void) | undefined;
}

/** The question in words, with what is particular about it; where rows fold, it opens its row. */
function QuestionLine({ id, criterion, number, blocked, onOpen }: QuestionLineProps) {
  const line = (
    <>
      {criterion.polarity === "WORSE" ? <Icon of={TriangleAlert} /> : null}
      <span>
        {number === null ? null : <span className="crit">{number}</span>}
        <Question criterion={criterion} />
      </span>
      {criterion.polarity === "WORSE" ? (
        <span className="scale-worse">
          <span className="sr-only">{texts.worse} </span>
          <span className="wide" aria-hidden="true">
            {texts.chooseWorse}
          </span>
        </span>
      ) : null}
      {blocked ? <span className="quiet wide bs-blocked">{blocked.reason}</span> : null}
    </>
  );
  if (!onOpen) {
    return (
      <p className="scale-question" id={id}>
        {line}
      </p>
    );
  }
  return (
    <button type="button" className="scale-question bs-line" id={id} onClick={onOpen}>
      {line}
    </button>
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
