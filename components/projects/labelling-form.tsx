"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Select, Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { Labelling, RatingsKind, RationaleRule } from "@/lib/projects/labelling-schema";

export interface LabellingFormProps {
  action: FormAction;
  project: string;
  labelling: Labelling;
}

const RATIONALES: Readonly<Record<RationaleRule, string>> = {
  off: "No reasons",
  optional: "A reason where they like",
  required: "A reason with each answer",
};

const RATINGS: Readonly<Record<RatingsKind, string>> = {
  off: "No ratings",
  likert7: "1 to 7",
  likert10: "1 to 10",
  harmful: "Harmful, or harmless",
  "llama2-safety": "Safe, or unsafe (Llama 2)",
};

/** Chooses what annotators are asked beside the preference, and what they are told before they begin. */
export function LabellingForm({ action, project, labelling }: LabellingFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="stack-form">
      <input type="hidden" name="project" value={project} />
      <Field
        label="Reasons"
        help="Written in Markdown, and read by researchers and adjudicators alone."
        error={state.fields.rationale}
      >
        <Select name="rationale" defaultValue={labelling.rationale}>
          <Options words={RATIONALES} />
        </Select>
      </Field>
      <Field
        label="A rating of each response by itself"
        help="Asked with the first question of a round. Safe or unsafe: a preference for the unsafe one over the safe one is refused."
        error={state.fields.ratings}
      >
        <Select name="ratings" defaultValue={labelling.ratings}>
          <Options words={RATINGS} />
        </Select>
      </Field>
      <Checkbox
        name="confidence"
        defaultChecked={labelling.confidence}
        label="Ask how sure they are, 1 to 5, with each preference"
      />
      <Checkbox
        name="edits"
        defaultChecked={labelling.edits}
        label="They may write a better version of a response; it is kept as a new response, preferred to the one it was made from"
      />
      <Checkbox
        name="showsOwnResults"
        defaultChecked={labelling.showsOwnResults}
        label="Show people their own agreement with gold and with themselves while a round is open"
      />
      <Field
        label="Content warning"
        help="Markdown, shown before the first comparison. Empty: none."
        error={state.fields.contentWarning}
      >
        <Textarea name="contentWarning" rows={3} maxLength={20_000} defaultValue={labelling.contentWarning} />
      </Field>
      <Field
        label="Consent"
        help="Markdown, agreed to before the first comparison, and again when it is changed. Empty: none."
        error={state.fields.consent}
      >
        <Textarea name="consent" rows={3} maxLength={20_000} defaultValue={labelling.consent} />
      </Field>
      <div className="actions items-center">
        <SubmitButton variant="default" busy="Saving …">
          Save
        </SubmitButton>
        <FormMessage state={state} />
      </div>
    </form>
  );
}

function Options({ words }: { words: Readonly<Record<string, string>> }) {
  return Object.entries(words).map(([value, text]) => (
    <option key={value} value={value}>
      {text}
    </option>
  ));
}
