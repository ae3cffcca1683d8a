"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface RoundButtonProps {
  action: FormAction;
  fields: Record<string, string>;
  variant?: "default" | "primary";
  children: string;
  busy: string;
}

/** Does something with a round at once, because it is undone as easily. */
export function RoundButton({ action, fields, variant = "default", children, busy }: RoundButtonProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="inline-flex items-center gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FormMessage state={state} />
      <SubmitButton variant={variant} busy={busy}>
        {children}
      </SubmitButton>
    </form>
  );
}
