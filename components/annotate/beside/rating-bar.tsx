"use client";

import { Check, CircleDashed } from "lucide-react";
import { useKeyName } from "@/components/annotate/keys/use-key-name";
import { barTexts as texts } from "@/components/annotate/texts/bars";
import { scaleTexts } from "@/components/annotate/texts/scale";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import type { RatingsKind } from "@/lib/projects/labelling-schema";
import { type PlacedRatings, type Rating, ratingValues } from "@/lib/ratings/types";
import { ratingWords } from "./beside-words";
import { RATE_LEFT, RATE_RIGHT, type Step } from "./draft";

export interface RatingBarProps {
  kind: Exclude<RatingsKind, "off">;
  ratings: Partial<PlacedRatings>;
  focus: Step;
  isDisabled: boolean;
  onRate: (side: "left" | "right", value: Rating) => void;
  onFocus: (step: Step) => void;
}

/** Each response by itself: its ratings stand under it, both in one line. */
export function RatingBar({ kind, ratings, focus, isDisabled, onRate, onFocus }: RatingBarProps) {
  const { question, ends } = questionOf(kind);
  const isFocused = focus === RATE_LEFT || focus === RATE_RIGHT;
  const isDone = ratings.left !== undefined && ratings.right !== undefined;
  return (
    <div className="scale bs-row" data-now={isFocused ? "" : undefined} data-done={isDone && !isFocused ? "" : undefined}>
      <button
        type="button"
        className="scale-question bs-line bs-short"
        onClick={() => onFocus(ratings.left === undefined ? RATE_LEFT : RATE_RIGHT)}
      >
        {question}
      </button>
      <span className="state state-idle a-answer bs-short">
        <Icon of={isDone ? Check : CircleDashed} />
        <span>{toWords(ratings)}</span>
      </span>
      <div className="bs-sides">
        {(["left", "right"] as const).map((side) => (
          <RatingSide
            key={side}
            side={side}
            values={ratingValues(kind)}
            question={question}
            ends={ends}
            value={ratings[side]}
            isFocused={focus === (side === "left" ? RATE_LEFT : RATE_RIGHT)}
            isDisabled={isDisabled}
            onRate={onRate}
            onFocus={onFocus}
          />
        ))}
      </div>
    </div>
  );
}

interface RatingSideProps extends Pick<RatingBarProps, "isDisabled" | "onRate" | "onFocus"> {
  side: "left" | "right";
  values: readonly Rating[];
  question: string;
  /** What the first and the last number mean. */
  ends: readonly [string, string] | null;
  value: Rating | undefined;
  isFocused: boolean;
}

function RatingSide({ side, values, question, ends, value, isFocused, isDisabled, onRate, onFocus }: RatingSideProps) {
  const nameOf = useKeyName();
  const name = scaleTexts.sides[side];
  return (
    <fieldset
      className="bs-side"
      data-numbers={ends ? "" : undefined}
      aria-label={texts.ofSide(name, question)}
      aria-current={isFocused ? "step" : undefined}
      onFocus={() => onFocus(side === "left" ? RATE_LEFT : RATE_RIGHT)}
    >
      <span className="bs-name" aria-hidden="true">
        {name}
        <span> {texts.byItself}</span>
      </span>
      {ends ? (
        <span className="quiet bs-end" aria-hidden="true">
          {ends[0]}
        </span>
      ) : null}
      {values.map((each, index) => (
        <button
          key={each}
          type="button"
          className="scale-btn bs-btn"
          aria-label={
            typeof each === "number"
              ? `${texts.number(name, each, values.length)}${wordsAt(ends, index, values)}`
              : texts.is(name, ratingWords(each))
          }
          aria-pressed={value === each}
          aria-disabled={isDisabled || undefined}
          aria-keyshortcuts={nameOf(String((index + 1) % 10))}
          onMouseDown={(event) => event.preventDefault()}
          onClick={({ detail }) => {
            if (!isDisabled && detail <= 1) onRate(side, each);
          }}
        >
          {isFocused && typeof each !== "number" ? <Kbd>{nameOf(String(index + 1))}</Kbd> : null}
          <span>{ratingWords(each)}</span>
        </button>
      ))}
      {ends ? (
        <span className="quiet bs-end" aria-hidden="true">
          {ends[1]}
        </span>
      ) : null}
    </fieldset>
  );
}

/** What the ratings of a kind ask, and what their ends mean. */
function questionOf(kind: RatingBarProps["kind"]): { question: string; ends: readonly [string, string] | null } {
  switch (kind) {
    case "likert7":
    case "likert10":
      return { question: texts.questions.good, ends: texts.ends };
    case "harmful":
      return { question: texts.questions.harmful, ends: null };
    case "llama2-safety":
      return { question: texts.questions.safe, ends: null };
  }
}

function wordsAt(ends: readonly [string, string] | null, index: number, values: readonly Rating[]): string {
  if (!ends) return "";
  if (index === 0) return texts.end(ends[0]);
  return index === values.length - 1 ? texts.end(ends[1]) : "";
}

function toWords({ left, right }: Partial<PlacedRatings>): string {
  if (left === undefined || right === undefined) return texts.notRated;
  return texts.rated(ratingWords(left), ratingWords(right));
}
