"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface DetailsFormProps {
  action: FormAction;
  project: string;
  name: string;
  description: string;
}

/** Changes a project's name and what is said about it. */
export function DetailsForm({ action, project, name, description }: DetailsFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="stack-form">
      <input type="hidden" name="project" value={project} />
      <Field label="Name" help="The address of the project stays as it is." error={state.fields.name}>
        <Input name="name" maxLength={120} required defaultValue={state.values.name ?? name} />
      </Field>
      <Field label="About it" error={state.fields.description}>
        <Textarea name="description" maxLength={2000} defaultValue={state.values.description ?? description} />
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
