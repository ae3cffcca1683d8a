"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

/** Reads the whole trail and says whether an entry was changed, taken out or put in. */
export function CheckTrail({ action }: { action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex items-center gap-3">
      <FormMessage state={state} />
      <SubmitButton variant="default" busy="Checking …">
        Check the trail
      </SubmitButton>
    </form>
  );
}
