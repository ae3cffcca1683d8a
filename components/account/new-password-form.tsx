"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface NewPasswordFormProps {
  action: FormAction;
  token: string;
  email: string;
}

/** A new password, by a link that an operator handed over. */
export function NewPasswordForm({ action, token, email }: NewPasswordFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit}>
      <input type="hidden" name="token" value={token} />
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field
        label="New password"
        error={state.fields.password ?? state.message}
        help={`At least ${PASSWORD_MIN} characters; a few words are best. You are signed out everywhere else.`}
      >
        <Input name="password" type="password" autoComplete="new-password" required minLength={PASSWORD_MIN} />
      </Field>
      <SubmitButton size="lg" busy="Setting the password …">
        Set the password
      </SubmitButton>
    </form>
  );
}
