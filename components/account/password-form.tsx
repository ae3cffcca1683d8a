"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { PASSWORD_MIN } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

/** One's own password. */
export function PasswordForm({ action, email }: { action: FormAction; email: string }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="stack-form">
      <input type="hidden" name="email" autoComplete="username" value={email} />
      <Field label="Current password" error={state.fields.current}>
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <Field
        label="New password"
        error={state.fields.password}
        help={`At least ${PASSWORD_MIN} characters. Every other browser in which you are signed in is signed out.`}
      >
        <Input name="password" type="password" autoComplete="new-password" required minLength={PASSWORD_MIN} />
      </Field>
      <FormMessage state={state} />
      <div className="actions">
        <SubmitButton variant="default" busy="Changing …">
          Change the password
        </SubmitButton>
      </div>
    </form>
  );
}
