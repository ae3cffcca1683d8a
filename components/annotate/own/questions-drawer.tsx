"use client";

import { useEffect, useRef, useState } from "react";
import type { OwnQuestions } from "@/components/annotate/annotate-page";
import { ownTexts } from "@/components/annotate/texts/own";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { State } from "@/components/ui/state";
import { Time } from "@/components/ui/time";

const texts = ownTexts.questions;

export interface QuestionsDrawerProps {
  questions: OwnQuestions;
  /** Place of the comparison on the screen; null where there is none to ask about. */
  place: number | null;
  onAsk: (text: string) => void;
  onOpen: (token: string) => void;
  onClose: () => void;
}

/** A question to the researchers about the comparison on the screen, and their answers to earlier ones. */
export function QuestionsDrawer({ questions, place, onAsk, onOpen, onClose }: QuestionsDrawerProps) {
  const sheet = useRef<HTMLElement>(null);
  const { markSeen } = questions;
  useEffect(() => {
    (sheet.current?.querySelector<HTMLElement>("textarea") ?? sheet.current)?.focus();
  }, []);
  const hasUnseen = questions.unseen > 0;
  useEffect(() => {
    if (hasUnseen) markSeen();
  }, [hasUnseen, markSeen]);
  return (
    <aside
      className="pop drawer st-drawer ow-sheet"
      aria-labelledby="questions-name"
      tabIndex={-1}
      ref={sheet}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h2 id="questions-name">{texts.title}</h2>
        <Button variant="ghost" size="sm" onClick={onClose}>
          {ownTexts.close} <Kbd>Esc</Kbd>
        </Button>
      </header>
      {place === null ? null : <Ask place={place} onAsk={onAsk} />}
      {questions.list.length === 0 ? (
        <p className="note">{texts.none}</p>
      ) : (
        <ul className="ow-list">
          {questions.list.map(({ id, token, place: at, text, askedAt, answer, answeredAt }) => (
            <li key={id}>
              <p className="ow-line">
                {at === null ? (
                  <span>{texts.notYours}</span>
                ) : (
                  <button type="button" className="link" onClick={() => onOpen(token)}>
                    {ownTexts.comparison(at)}
                  </button>
                )}
                <span className="quiet">
                  <Time at={askedAt} />
                </span>
              </p>
              <p className="material material-sm whitespace-pre-line">{text}</p>
              {answer === null ? (
                <State tone="idle">{texts.waiting}</State>
              ) : (
                <blockquote>
                  <p className="material material-sm whitespace-pre-line">{answer}</p>
                  {answeredAt ? (
                    <p className="quiet">
                      {texts.answered} <Time at={answeredAt} />
                    </p>
                  ) : null}
                </blockquote>
              )}
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function Ask({ place, onAsk }: { place: number; onAsk: (text: string) => void }) {
  const [text, setText] = useState("");
  const [isSent, setSent] = useState(false);
  const ask = () => {
    if (text.trim() === "") return;
    onAsk(text.trim());
    setText("");
    setSent(true);
  };
  return (
    <form
      className="field"
      onSubmit={(event) => {
        event.preventDefault();
        ask();
      }}
    >
      <label htmlFor="question">{texts.about(place)}</label>
      <textarea
        id="question"
        className="textarea"
        rows={3}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          ask();
        }}
      />
      <div className="actions items-center">
        <Button type="submit" size="sm" disabled={text.trim() === ""}>
          {texts.ask} <Kbd>Ctrl ↵</Kbd>
        </Button>
        <span className="quiet" role="status">
          {isSent ? texts.asked : texts.goOn}
        </span>
      </div>
    </form>
  );
}
