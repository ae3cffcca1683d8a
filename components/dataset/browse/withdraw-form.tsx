"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface WithdrawFormProps {
  project: string;
  comparisonId: string;
  withdrawn: boolean;
  withdraw: FormAction;
  restore: FormAction;
}

/** Takes a comparison out of what is counted, with a reason, or back in. */
export function WithdrawForm({ project, comparisonId, withdrawn, withdraw, restore }: WithdrawFormProps) {
  const [withdrawState, sendWithdraw] = useActionState(withdraw, UNSENT);
  const [restoreState, sendRestore] = useActionState(restore, UNSENT);
  const hidden = (
    <>
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="comparisonId" value={comparisonId} />
    </>
  );
  if (withdrawn) {
    return (
      <form action={sendRestore} className="grid max-w-xl justify-items-start gap-3">
        {hidden}
        <FormMessage state={restoreState} />
        <SubmitButton variant="default" busy="Restoring …">
          Restore the comparison
        </SubmitButton>
      </form>
    );
  }
  return (
    <details className="max-w-xl" open={withdrawState.message !== undefined || Object.keys(withdrawState.fields).length > 0}>
      <summary>Withdraw this comparison</summary>
      <form action={sendWithdraw} className="mt-2 grid justify-items-start gap-3">
        {hidden}
        <Field
          label="Reason"
          help="It stands on this page and in the audit trail."
          error={withdrawState.fields.reason}
          className="w-full"
        >
          <Textarea name="reason" rows={2} maxLength={500} required defaultValue={withdrawState.values.reason} />
        </Field>
        <FormMessage state={withdrawState} />
        <SubmitButton variant="danger" busy="Withdrawing …">
          Withdraw
        </SubmitButton>
      </form>
    </details>
  );
}
