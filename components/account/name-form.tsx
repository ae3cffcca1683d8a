"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

/** One's own name. */
export function NameForm({ action, name }: { action: FormAction; name: string }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="stack-form">
      <Field label="Name" error={state.fields.name} help="As others in your projects see you.">
        <Input name="name" autoComplete="name" required maxLength={80} defaultValue={state.values.name ?? name} />
      </Field>
      <FormMessage state={state} />
      <div className="actions">
        <SubmitButton variant="default" busy="Saving …">
          Save the name
        </SubmitButton>
      </div>
    </form>
  );
}
