"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { EndpointEntry, JudgeTemplate, TemplateName } from "@/lib/judges/types";
import { EndpointRow } from "./endpoint-row";
import { FormInput } from "./form-input";
import { FormRow } from "./form-row";
import { TemplateRow } from "./template-row";
import { VerdictRows } from "./verdict-rows";

export interface JudgeFormProps {
  action: FormAction;
  project: string;
  /** What stands in the fields at first, by their names. */
  initial: Readonly<Record<string, string>>;
  endpoints: readonly EndpointEntry[];
  templates: Readonly<Record<TemplateName, JudgeTemplate>>;
  /** The version that saving makes; null for a new judge. */
  nextVersion: number | null;
}

/** Settings that a version keeps from the one before. */
const CARRIED =
  /^(constitution\.|fewShot\.|chainOfThought|rationaleTokens|samples|topP|aggregation|clamp|limits\.contextTokens|template\.(kind|reasoning|answer))/;

/** The editor of a judge. Saving never changes a version: it makes the next one. */
export function JudgeForm({ action, project, initial, endpoints, templates, nextVersion }: JudgeFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const form = { state, initial };
  const wrong = Object.keys(state.fields).length;
  return (
    // React empties a form after its action; a refused one must keep what was typed, the key and the choices included.
    <form action={submit} className="form max-w-4xl" onReset={(event) => event.preventDefault()}>
      <input type="hidden" name="project" value={project} />
      {nextVersion === null ? (
        <FormRow title="Name" note="Stands in every table, with the version.">
          <FormInput form={form} name="name" label="Name" className="w-full max-w-md" required maxLength={80} />
        </FormRow>
      ) : (
        <input type="hidden" name="name" value={initial.name} />
      )}
      {Object.entries(initial)
        .filter(([field]) => CARRIED.test(field))
        .map(([field, value]) => (
          <input key={field} type="hidden" name={field} value={value} />
        ))}
      <EndpointRow form={form} endpoints={endpoints} />
      <TemplateRow form={form} templates={templates} />
      <VerdictRows form={form} />
      <div className="form-row">
        <span />
        <div className="grid justify-items-start gap-3">
          {wrong > 0 ? (
            <Notice tone="danger" title={wrong === 1 ? "One field needs mending." : `${wrong} fields need mending.`}>
              {state.message ?? Object.values(state.fields)[0]}
            </Notice>
          ) : (
            <FormMessage state={state} />
          )}
          <SubmitButton busy="Saving …">{nextVersion === null ? "Make the judge" : `Save as v${nextVersion}`}</SubmitButton>
        </div>
      </div>
    </form>
  );
}
