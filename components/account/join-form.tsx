"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface JoinFormProps {
  accept: FormAction;
  leave: FormAction;
  token: string;
  name: string;
  email: string;
}

/** Joins as whoever is signed in, or as someone else. */
export function JoinForm({ accept, leave, token, name, email }: JoinFormProps) {
  const [state, submit] = useActionState(accept, UNSENT);
  const [, submitLeave] = useActionState(leave, UNSENT);
  return (
    <>
      <form action={submit}>
        <input type="hidden" name="token" value={token} />
        {state.message ? <Notice tone="danger">{state.message}</Notice> : null}
        <SubmitButton size="lg" busy="Joining …">{`Join as ${name}`}</SubmitButton>
      </form>
      <form action={submitLeave} className="gate-foot">
        <input type="hidden" name="token" value={token} />
        <p>You are signed in as {email}.</p>
        <SubmitButton variant="default" busy="Signing out …">
          Sign out and join as someone else
        </SubmitButton>
      </form>
    </>
  );
}
