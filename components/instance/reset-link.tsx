"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { CopyText } from "@/components/ui/form/copy-text";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ResetLinkProps {
  user: { id: string; name: string };
  action: FormAction;
}

/** Makes a link by which someone sets a new password, and shows it this once. */
export function ResetLink({ user, action }: ResetLinkProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <Dialog
      className="w-[34rem] max-w-full"
      title={`A new password for ${user.name}`}
      trigger={
        <Button size="sm" variant="ghost">
          Reset link
        </Button>
      }
    >
      {state.secret ? (
        <>
          <p>Hand this link to {user.name} yourself; no mail is sent. It works once, for 24 hours, and cannot be shown again.</p>
          <CopyText label="Reset link" text={state.secret} />
        </>
      ) : (
        <form action={submit} className="grid gap-3">
          <input type="hidden" name="id" value={user.id} />
          <p>
            You make a one-time link and hand it over. Whoever opens it sets a new password and is signed out everywhere else.
            Links made before for {user.name} stop working.
          </p>
          <FormMessage state={state} />
          <div className="actions">
            <SubmitButton busy="Making the link …">Make the link</SubmitButton>
          </div>
        </form>
      )}
    </Dialog>
  );
}
