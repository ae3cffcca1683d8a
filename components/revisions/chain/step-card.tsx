"use client";

import { Check, Pencil, Undo2, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import { Kbd } from "@/components/ui/kbd";
import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import type { ReviewInput } from "@/lib/revisions/schema";
import type { StepView } from "@/lib/revisions/types";
import { Changes } from "./changes";

export interface StepCardProps {
  step: StepView;
  mayReview: boolean;
  problem: string | null;
  review: (input: ReviewInput, done?: () => void) => void;
}

const TITLES = { RESPONSE: "First response", CRITIQUE: "Critique", REVISION: "Revision" } as const;

const REVIEWS = {
  WAITING: { tone: "idle", word: "not reviewed" },
  ACCEPTED: { tone: "success", word: "accepted" },
  EDITED: { tone: "success", word: "edited" },
  REJECTED: { tone: "danger", word: "rejected" },
} as const;

/** A step of a chain with what a person may do to it. Its keys hold while the focus is in it, and nowhere else. */
export function StepCard({ step, mayReview, problem, review }: StepCardProps) {
  const [isEditing, setEditing] = useState(false);
  const title = step.kind === "RESPONSE" ? TITLES.RESPONSE : `${TITLES[step.kind]} ${step.revision}`;
  const decide = (choice: "ACCEPTED" | "REJECTED" | "WAITING") => review({ stepId: step.id, review: choice });

  function press(event: KeyboardEvent<HTMLElement>) {
    const isTyping = event.target instanceof HTMLTextAreaElement;
    if (!mayReview || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key === "a") decide("ACCEPTED");
    else if (key === "x") decide("REJECTED");
    else if (key === "w") decide("WAITING");
    else if (key === "e") setEditing(true);
    else if (key === "arrowdown" || key === "arrowup") moveFocus(event.currentTarget, key === "arrowdown");
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a step takes the focus so that its keys hold for it alone
    <article className="rev-step" data-kind={step.kind} tabIndex={0} aria-label={title} onKeyDown={press}>
      <header className="rev-head">
        <h3>{title}</h3>
        {step.principle ? <code>{step.principle.key}</code> : null}
        {step.isCut ? <State tone="warn">cut off at its most tokens</State> : null}
        <State tone={REVIEWS[step.review].tone} live>
          {REVIEWS[step.review].word}
          {step.reviewer ? ` by ${step.reviewer}` : ""}
        </State>
      </header>
      {step.principle ? <p className="rev-request">{step.principle.request}</p> : null}
      {isEditing ? (
        <EditStep
          step={step}
          onCancel={() => setEditing(false)}
          onSave={(text) => review({ stepId: step.id, review: "EDITED", text }, () => setEditing(false))}
        />
      ) : (
        <>
          <StepText step={step} />
          {step.isBuiltOn && (step.review === "EDITED" || step.review === "REJECTED") ? (
            <p className="note">Later steps were made from what the model wrote here, and stay as they are.</p>
          ) : null}
          {mayReview ? <StepActions step={step} decide={decide} onEdit={() => setEditing(true)} /> : null}
        </>
      )}
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
    </article>
  );
}

function StepText({ step }: { step: StepView }) {
  if (step.editedText !== null) {
    return (
      <>
        <p className="rev-text">{step.editedText}</p>
        <details className="fold">
          <summary>What the model wrote</summary>
          <p className="rev-text">{step.text}</p>
        </details>
      </>
    );
  }
  return step.changes ? <Changes text={step.text} changes={step.changes} /> : <p className="rev-text">{step.text}</p>;
}

interface StepActionsProps {
  step: StepView;
  decide: (choice: "ACCEPTED" | "REJECTED" | "WAITING") => void;
  onEdit: () => void;
}

function StepActions({ step, decide, onEdit }: StepActionsProps) {
  return (
    <div className="actions">
      <Button size="sm" aria-keyshortcuts="a" onClick={() => decide("ACCEPTED")}>
        <Icon of={Check} />
        Accept <Kbd>A</Kbd>
      </Button>
      <Button size="sm" aria-keyshortcuts="e" onClick={onEdit}>
        <Icon of={Pencil} />
        Edit <Kbd>E</Kbd>
      </Button>
      <Button size="sm" aria-keyshortcuts="x" onClick={() => decide("REJECTED")}>
        <Icon of={X} />
        Reject <Kbd>X</Kbd>
      </Button>
      {step.review === "WAITING" ? null : (
        <Button size="sm" variant="ghost" aria-keyshortcuts="w" onClick={() => decide("WAITING")}>
          <Icon of={Undo2} />
          Take back <Kbd>W</Kbd>
        </Button>
      )}
    </div>
  );
}

function EditStep({ step, onSave, onCancel }: { step: StepView; onSave: (text: string) => void; onCancel: () => void }) {
  const [text, setText] = useState(step.editedText ?? step.text);
  return (
    <div className="grid gap-3">
      <Field
        label="What stands instead"
        help={`What the model wrote is kept${step.isBuiltOn ? ", and later steps, which were made from it, are not made again" : ""}. Ctrl with Enter saves, Escape leaves it as it was.`}
      >
        <Textarea
          className="w-full"
          rows={8}
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onCancel();
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSave(text);
          }}
        />
      </Field>
      <div className="actions">
        <Button size="sm" variant="primary" onClick={() => onSave(text)}>
          Save the edit
        </Button>
        <Button size="sm" onClick={onCancel}>
          Leave it
        </Button>
      </div>
    </div>
  );
}

/** To the step before or after, which stand beside each other in the page. */
function moveFocus(from: HTMLElement, isDown: boolean): void {
  const to = isDown ? from.nextElementSibling : from.previousElementSibling;
  if (to instanceof HTMLElement && to.matches("article")) to.focus();
}
