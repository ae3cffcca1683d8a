"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import type { FlagEntry } from "@/lib/flags/types";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ResolveFormProps {
  project: string;
  flag: FlagEntry;
  action: FormAction;
}

/** Marks a flag as dealt with, or as open again. */
export function ResolveForm({ project, flag, action }: ResolveFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="grid justify-items-start gap-1">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="comparisonId" value={flag.comparisonId} />
      <input type="hidden" name="id" value={flag.id} />
      <input type="hidden" name="resolved" value={flag.resolvedAt ? "no" : "yes"} />
      <FormMessage state={state} />
      <SubmitButton size="sm" variant="default" busy="Saving …">
        {flag.resolvedAt ? "Open it again" : "Dealt with"}
      </SubmitButton>
    </form>
  );
}
