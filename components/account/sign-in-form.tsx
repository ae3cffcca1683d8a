"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface SignInFormProps {
  action: FormAction;
  /** Where to go afterwards. */
  next: string | null;
}

/** Address and password. */
export function SignInForm({ action, next }: SignInFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit}>
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <Field label="Email" error={state.fields.email}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={state.values.email}
          key={state.values.email}
        />
      </Field>
      <Field label="Password" error={state.fields.password ?? state.message}>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton size="lg" busy="Signing in …">
        Sign in
      </SubmitButton>
    </form>
  );
}
