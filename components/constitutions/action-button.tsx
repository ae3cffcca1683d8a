"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ActionButtonProps {
  action: FormAction;
  fields: Readonly<Record<string, string>>;
  busy: string;
  variant?: "default" | "primary" | "ghost";
  children: string;
}

/** A button that does one thing on the server and says when it could not. */
export function ActionButton({ action, fields, busy, variant = "default", children }: ActionButtonProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex items-center gap-3">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} busy={busy}>
        {children}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
