"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { CopyText } from "@/components/ui/form/copy-text";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { API_KEY_DAYS } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface NewApiKeyFormProps {
  action: FormAction;
  projects: readonly { id: string; name: string }[];
}

/** Makes a key and shows it this once. */
export function NewApiKeyForm({ action, projects }: NewApiKeyFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <div className="mt-4 grid gap-4">
      {state.secret ? (
        <Notice tone="accent" title="Copy the key now; it cannot be shown again.">
          <div className="mt-2 max-w-2xl">
            <CopyText label={`Key “${state.message}”`} text={state.secret} />
          </div>
        </Notice>
      ) : null}
      <form action={submit} className="grid gap-3">
        <div className="flex flex-wrap items-start gap-3">
          <Field label="What uses it" error={state.fields.name} className="min-w-60 grow">
            <Input name="name" required maxLength={80} placeholder="nightly export" defaultValue={state.values.name} />
          </Field>
          <Field label="It may" error={state.fields.scope}>
            <Select name="scope" defaultValue="READ">
              <option value="READ">read</option>
              <option value="WRITE">read and write</option>
            </Select>
          </Field>
          <Field label="It works for" error={state.fields.days}>
            <Select name="days" defaultValue="90">
              {API_KEY_DAYS.map((days) => (
                <option key={days} value={days}>
                  {days === 0 ? "ever, until revoked" : `${days} days`}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {projects.length > 0 ? (
          <fieldset className="field">
            <legend className="label">In these projects</legend>
            <div className="ticks">
              {projects.map((project) => (
                <Checkbox key={project.id} name="projectIds[]" value={project.id} label={project.name} />
              ))}
            </div>
            <p className="field-help">None ticked: in all projects that you own or research in, those to come too.</p>
          </fieldset>
        ) : null}
        {state.secret ? null : <FormMessage state={state} />}
        <div className="actions">
          <SubmitButton variant="default" busy="Making the key …">
            Make a key
          </SubmitButton>
        </div>
      </form>
    </div>
  );
}
