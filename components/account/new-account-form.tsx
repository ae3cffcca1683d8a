"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface NewAccountFormProps {
  action: FormAction;
  /** The link's secret, which the form brings back. */
  token: string;
  submitLabel: string;
}

/** Name, address and password of someone who had no account until now. */
export function NewAccountForm({ action, token, submitLabel }: NewAccountFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit}>
      <input type="hidden" name="token" value={token} />
      {state.message && Object.keys(state.fields).length === 0 ? <Notice tone="danger">{state.message}</Notice> : null}
      <Field label="Name" error={state.fields.name} help="As others in your projects shall see you.">
        <Input name="name" autoComplete="name" required maxLength={80} defaultValue={state.values.name} />
      </Field>
      <Field label="Email" error={state.fields.email} help="You sign in with it. Nothing is sent to it.">
        <Input name="email" type="email" autoComplete="username" required defaultValue={state.values.email} />
      </Field>
      <Field label="Password" error={state.fields.password} help={`At least ${PASSWORD_MIN} characters; a few words are best.`}>
        <Input name="password" type="password" autoComplete="new-password" required minLength={PASSWORD_MIN} />
      </Field>
      <SubmitButton size="lg" busy="Making your account …">
        {submitLabel}
      </SubmitButton>
    </form>
  );
}
