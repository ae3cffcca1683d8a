"use client";

import { useActionState, useState } from "react";
import { FormInput, FormSelect } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { RadioGroup } from "@/components/ui/form/choice";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { useFormTexts } from "@/components/ui/form/use-form-texts";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { BeginRow } from "./begin-row";
import { ChainRows } from "./chain-rows";
import { EstimateTable } from "./estimate-table";

export interface RevisionFormProps {
  action: FormAction;
  project: string;
  /** Names of the project's endpoints. */
  endpoints: readonly string[];
  /** "Name v3", each constitution with its newest version. */
  constitutions: readonly string[];
  prompts: number;
  models: readonly { name: string; responses: number }[];
  rounds: readonly { id: string; name: string }[];
  initial: Readonly<Record<string, string>>;
}

/** Starts a run of critique and revision. */
export function RevisionForm({ action, project, endpoints, constitutions, initial, ...targets }: RevisionFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [sampling, setSampling] = useState("all");
  const { texts, followed } = useFormTexts();
  const form = { state, initial };
  const wrong = Object.values(state.fields)[0];
  return (
    <div className="cols f-cols">
      <form action={submit} className="form" onReset={(event) => event.preventDefault()} {...followed}>
        <input type="hidden" name="project" value={project} />
        <FormRow title="Name" note="Stands in lists, in files and as the model of its revisions.">
          <FormInput form={form} name="name" label="Name" className="w-full max-w-md" required maxLength={80} />
        </FormRow>
        <FormRow title="Model" note="Writes, criticises and revises. Endpoints are added with a judge.">
          <div className="flex flex-wrap items-start gap-4">
            <FormSelect form={form} name="endpoint" label="Endpoint">
              {endpoints.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </FormSelect>
            <FormInput form={form} name="model" label="Model" className="w-72" required maxLength={200} />
          </div>
        </FormRow>
        <FormRow title="Constitution" note="Each revision draws one of its principles, by weight.">
          <FormSelect form={form} name="constitution" label="Constitution">
            {constitutions.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </FormSelect>
        </FormRow>
        <BeginRow form={form} {...targets} />
        <FormRow title="How many">
          <RadioGroup
            legend="Which of them"
            name="sampling"
            value={sampling}
            onChange={setSampling}
            options={[
              { value: "all", label: "All of them" },
              { value: "random", label: "Some, at random" },
            ]}
          />
          {sampling === "random" ? (
            <div className="flex flex-wrap items-start gap-4">
              <FormInput form={form} name="spec.sampling.n" label="How many" inputMode="numeric" className="w-24" />
              <FormInput form={form} name="spec.sampling.seed" label="Seed of the sample" inputMode="numeric" className="w-32" />
            </div>
          ) : null}
        </FormRow>
        <ChainRows form={form} />
        <FormRow title="Limits" note="The run pauses before it would pass a cap. A model without a price needs a cap in calls.">
          <div className="flex flex-wrap items-start gap-4">
            <FormInput form={form} name="concurrency" label="Calls at once" inputMode="numeric" className="w-24" />
            <FormInput form={form} name="capMicroDollars" label="Cap, $" inputMode="decimal" className="w-24" />
            <FormInput form={form} name="capCalls" label="Cap, calls" inputMode="numeric" className="w-28" />
          </div>
        </FormRow>
        <div className="form-row">
          <span />
          <div className="grid justify-items-start gap-3">
            {wrong ? <Notice tone="danger">{state.message ?? wrong}</Notice> : <FormMessage state={state} />}
            <SubmitButton busy="Starting …">Start the run</SubmitButton>
          </div>
        </div>
      </form>
      <EstimateTable project={project} texts={texts} />
    </div>
  );
}
