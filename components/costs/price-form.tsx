"use client";

import { useActionState } from "react";
import { FormInput, FormSelect } from "@/components/judges/form-input";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface PriceFormProps {
  action: FormAction;
  project: string;
  endpoints: readonly { id: string; name: string }[];
  /** Proposed: a model of a judge that has no price. */
  model: string;
}

/** Adds a line to the price table. */
export function PriceForm({ action, project, endpoints, model }: PriceFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const form = { state, initial: { model, endpointId: "", input: "", output: "", from: "" } };
  return (
    <form action={submit} className="grid justify-items-start gap-4">
      <input type="hidden" name="project" value={project} />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput
          form={form}
          name="model"
          label="Model"
          maxLength={200}
          spellCheck={false}
          className="w-64"
          help="As the judges write it."
        />
        <FormSelect form={form} name="endpointId" label="At">
          <option value="">every endpoint</option>
          {endpoints.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </FormSelect>
        <FormInput form={form} name="input" label="In, $ per million tokens" inputMode="decimal" className="w-32" />
        <FormInput form={form} name="output" label="Out, $ per million tokens" inputMode="decimal" className="w-32" />
        <FormInput form={form} name="from" label="From the day (UTC)" type="date" help="Empty: from now." />
      </div>
      <div className="actions items-center">
        <SubmitButton busy="Adding …">Add the price</SubmitButton>
        <FormMessage state={state} />
      </div>
    </form>
  );
}
