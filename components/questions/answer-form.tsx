"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface AnswerFormProps {
  action: FormAction;
  project: string;
  id: string;
  /** What was answered before. */
  answer: string | null;
}

/** Answers one question; a later answer takes the place of the first. */
export function AnswerForm({ action, project, id, answer }: AnswerFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const form = (
    <form action={submit} className="grid max-w-2xl justify-items-start gap-2">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="id" value={id} />
      <Field label="Answer" help="Only whoever asked sees it, on their page." error={state.fields.answer} className="w-full">
        <Textarea name="answer" rows={2} maxLength={2000} defaultValue={state.values.answer ?? answer ?? ""} />
      </Field>
      <FormMessage state={state} />
      <SubmitButton size="sm" variant="default" busy="Sending …">
        {answer === null ? "Answer" : "Replace the answer"}
      </SubmitButton>
    </form>
  );
  if (answer === null) return form;
  return (
    <details>
      <summary>Change the answer</summary>
      <div className="mt-2">{form}</div>
    </details>
  );
}
