"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface StoreFormProps {
  action: FormAction;
  /** What is stored: project, judge, version, criterion and the rule's texts. */
  hidden: Readonly<Record<string, string>>;
}

/** Stores the aggregation that is shown under a name. */
export function StoreForm({ action, hidden }: StoreFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex flex-wrap items-end gap-3">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Field label="Store it as" error={state.fields.name} help="It never changes; its labels can be downloaded.">
        <Input name="name" defaultValue={state.values.name ?? ""} maxLength={80} required />
      </Field>
      <SubmitButton variant="default" busy="Storing …">
        Store
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
