"use client";

import { useEffect, useState } from "react";
import { ownTexts } from "@/components/annotate/texts/own";
import type { QueueRound } from "@/lib/rounds/types";

const texts = ownTexts.filters;

/** What the list is narrowed to; "" is all. */
export interface AnswerFilters {
  answer: string;
  criterion: string;
  only: string;
  q: string;
}

export interface AnswersFiltersProps {
  round: QueueRound;
  filters: AnswerFilters;
  onChange: (filters: AnswerFilters) => void;
}

/** Typing asks the server when it pauses for so long. */
const PAUSE_MILLISECONDS = 250;

/** Narrows the list of one's own answers: by answer, criterion, change, reason, text. */
export function AnswersFilters({ round, filters, onChange }: AnswersFiltersProps) {
  const [text, setText] = useState(filters.q);
  useEffect(() => {
    if (text === filters.q) return;
    const timer = window.setTimeout(() => onChange({ ...filters, q: text }), PAUSE_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [filters, onChange, text]);
  const { scale, criteria, labelling } = round;
  const set = (part: Partial<AnswerFilters>) => onChange({ ...filters, ...part });
  return (
    <search className="ow-filters">
      <Choice label={texts.answer} value={filters.answer} onChange={(answer) => set({ answer })}>
        <option value="LEFT">{texts.answers.left}</option>
        <option value="RIGHT">{texts.answers.right}</option>
        {scale.allowsTie ? <option value="TIE">{texts.answers.tie}</option> : null}
        {scale.allowsBothBad ? <option value="BOTH_BAD">{texts.answers.bothBad}</option> : null}
        <option value="UNSURE">{texts.answers.unsure}</option>
        <option value="SKIP">{texts.answers.skipped}</option>
      </Choice>
      {criteria.length > 1 ? (
        <Choice label={texts.criterion} value={filters.criterion} onChange={(criterion) => set({ criterion })}>
          {criteria.map(({ id, key }) => (
            <option key={id} value={id}>
              {key}
            </option>
          ))}
        </Choice>
      ) : null}
      <Choice label={texts.only} value={filters.only} onChange={(only) => set({ only })}>
        <option value="changed">{texts.changed}</option>
        {labelling.rationale === "off" ? null : <option value="rationale">{texts.withReason}</option>}
      </Choice>
      <input
        className="input"
        type="search"
        aria-label={texts.text}
        placeholder={texts.textShort}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </search>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children: React.ReactNode;
}

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <select className="select" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{texts.all(label)}</option>
      {children}
    </select>
  );
}
