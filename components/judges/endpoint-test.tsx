"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { EndpointEntry } from "@/lib/judges/types";

export interface EndpointTestProps {
  project: string;
  endpoint: EndpointEntry;
  action: FormAction;
}

/** Asks a model of an endpoint some short questions, and says what it can do. */
export function EndpointTest({ project, endpoint, action }: EndpointTestProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const model = state.values.model ?? endpoint.capabilities?.model ?? endpoint.lastModel ?? "";
  return (
    <form action={submit} className="grid justify-items-start gap-3 py-2">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="id" value={endpoint.id} />
      <Field
        label="Model"
        error={state.fields.model}
        className="w-full"
        help="About eight calls of a few tokens. They belong to no run and count against no cap."
      >
        <Input name="model" defaultValue={model} spellCheck={false} maxLength={200} required className="w-full" />
      </Field>
      <FormMessage state={state} />
      <SubmitButton busy="Asking …" size="sm" variant="default">
        Test the connection
      </SubmitButton>
    </form>
  );
}
