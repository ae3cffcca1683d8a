"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { EndpointEntry } from "@/lib/judges/types";
import { ProviderOptions } from "./provider-options";

const LIMITS = [
  { name: "maxConcurrency", label: "Calls at once" },
  { name: "requestsPerMinute", label: "Requests a minute" },
  { name: "tokensPerMinute", label: "Tokens a minute" },
] as const;

export interface EndpointFormProps {
  project: string;
  endpoint: EndpointEntry;
  action: FormAction;
}

/** Changes an endpoint: its protocol, address, key and limits. */
export function EndpointForm({ project, endpoint, action }: EndpointFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="grid justify-items-start gap-3 py-2">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="id" value={endpoint.id} />
      <Field label="Protocol" error={state.fields.provider} className="w-full">
        <Select name="provider" defaultValue={state.values.provider ?? endpoint.provider} className="w-full">
          <ProviderOptions />
        </Select>
      </Field>
      <Field label="Address" error={state.fields.baseUrl} className="w-full">
        <Input
          name="baseUrl"
          defaultValue={state.values.baseUrl ?? endpoint.baseUrl}
          inputMode="url"
          spellCheck={false}
          className="w-full"
        />
      </Field>
      <Field
        label="Key"
        error={state.fields.apiKey}
        className="w-full"
        help={endpoint.hasKey ? "Empty: the stored key stays. Another host or port needs it again." : "Empty: none."}
      >
        <Input name="apiKey" type="password" autoComplete="off" spellCheck={false} className="w-full" />
      </Field>
      {endpoint.hasKey ? <Checkbox label="This endpoint needs no key any more" name="withoutKey" /> : null}
      <div className="grid w-full grid-cols-3 items-end gap-3">
        {LIMITS.map(({ name, label }) => (
          <Field key={name} label={label} error={state.fields[name]}>
            <Input
              name={name}
              defaultValue={state.values[name] ?? endpoint.limits[name] ?? ""}
              inputMode="numeric"
              placeholder="none"
              className="w-full"
            />
          </Field>
        ))}
      </div>
      <p className="text-ink-3 text-xs">Limits hold over all runs and servers. Empty: none is known; a 429 teaches it.</p>
      <FormMessage state={state} />
      <SubmitButton busy="Saving …" size="sm" variant="default">
        Save
      </SubmitButton>
    </form>
  );
}
