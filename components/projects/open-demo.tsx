"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

/** Makes the example project, or finds it, and goes there. */
export function OpenDemo({ action }: { action: FormAction }) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex items-center gap-3">
      <SubmitButton variant="default" busy="Preparing the demo …">
        Open the demo project
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
