"use client";

import { useActionState, useState } from "react";
import { FormInput } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { useFormTexts } from "@/components/ui/form/use-form-texts";
import { Notice } from "@/components/ui/notice";
import type { ConstitutionEntry } from "@/lib/constitutions/types";
import { type FormAction, type FormState, UNSENT } from "@/lib/http/types";
import type { EndpointEntry, JudgeTemplate, TemplateName } from "@/lib/judges/types";
import { DraftPrompt } from "./draft-prompt";
import { EndpointRow } from "./endpoint-row";
import { ExamplesRow } from "./examples-row";
import { LimitsRow } from "./limits-row";
import { PrincipleRow } from "./principle-row";
import { RequestRow } from "./request-row";
import { TemplateRow } from "./template-row";
import { ThoughtRow } from "./thought-row";
import { useDraftPreview } from "./use-draft-preview";
import { type Answers, VerdictRow } from "./verdict-row";

export interface JudgeFormProps {
  action: FormAction;
  project: string;
  /** What stands in the fields at first, by their names. */
  initial: Readonly<Record<string, string>>;
  endpoints: readonly EndpointEntry[];
  constitutions: readonly Pick<ConstitutionEntry, "name" | "versions">[];
  templates: Readonly<Record<TemplateName, JudgeTemplate>>;
  /** The version that saving makes; null for a new judge. */
  nextVersion: number | null;
}

/** The editor of a judge. Saving never changes a version: it makes the next one. */
export function JudgeForm({ action, project, initial, endpoints, constitutions, templates, nextVersion }: JudgeFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [answers, setAnswers] = useState<Answers | null>(null);
  const { texts, followed } = useFormTexts();
  const draft = useDraftPreview(project, texts);
  const form = { state: withLive(state, draft.data?.fields), initial };
  const wrong = Object.keys(state.fields).length;
  return (
    <div className="cols draft-cols">
      {/* React empties a form after its action; a refused one must keep what was typed, the key and the choices included. */}
      <form action={submit} className="form" onReset={(event) => event.preventDefault()} {...followed}>
        <input type="hidden" name="project" value={project} />
        {nextVersion === null ? (
          <FormRow title="Name" note="Stands in every table, with the version.">
            <FormInput form={form} name="name" label="Name" className="w-full max-w-md" required maxLength={80} />
          </FormRow>
        ) : (
          <input type="hidden" name="name" value={initial.name} />
        )}
        <EndpointRow form={form} endpoints={endpoints} />
        <TemplateRow form={form} templates={templates} onAnswers={setAnswers} />
        <PrincipleRow form={form} constitutions={constitutions} />
        <ThoughtRow form={form} />
        <ExamplesRow form={form} project={project} />
        <VerdictRow form={form} answers={answers} />
        <RequestRow form={form} />
        <LimitsRow form={form} />
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
      <DraftPrompt {...draft} />
    </div>
  );
}

/** What the prompt is made of is checked as it is written; everything else when it is sent. */
const LIVE = /^(template|constitution)(\.|$)/;

function withLive(state: FormState, live: Readonly<Record<string, string>> | undefined): FormState {
  if (live === undefined) return state;
  const fields = Object.entries(state.fields).filter(([name]) => !LIVE.test(name));
  return { ...state, fields: Object.fromEntries([...fields, ...Object.entries(live).filter(([name]) => LIVE.test(name))]) };
}
