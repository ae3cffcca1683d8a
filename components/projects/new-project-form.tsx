"use client";

import { useActionState, useState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { Scale } from "@/lib/labels/types";
import type { PresetChoice } from "@/lib/projects/types";
import { CriteriaFields, type CriterionDraft } from "./criteria-fields";
import { type ScaleChoice, ScalePicker } from "./scale-picker";

export interface NewProjectFormProps {
  action: FormAction;
  presets: readonly PresetChoice[];
  customScales: readonly Scale[];
}

/** Everything that a project begins with, on one page. A preset brings criteria and guidelines until they are written anew. */
export function NewProjectForm({ action, presets, customScales }: NewProjectFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [scale, setScale] = useState<ScaleChoice>({ preset: "HH_HELPFUL", levelsPerSide: 4, allowsTie: false });
  const preset = presets.find((option) => option.preset === scale.preset);
  const [ownCriteria, setOwnCriteria] = useState<CriterionDraft[] | null>(null);
  const [ownGuidelines, setOwnGuidelines] = useState<string | null>(null);
  const criteria = ownCriteria ?? (preset?.criteria ?? []).map((criterion, row) => ({ ...criterion, row }));
  return (
    <form action={submit} onReset={(event) => event.preventDefault()} className="form max-w-4xl">
      <div className="form-row">
        <h2>
          Name
          <small>what people see above everything</small>
        </h2>
        <div className="grid gap-3">
          <Field label="Name of the project" error={state.fields.name}>
            <Input name="name" className="!w-full max-w-96" maxLength={120} defaultValue={state.values.name} required />
          </Field>
          <Field label="About it" help="For researchers: what the study asks." error={state.fields.description}>
            <Input name="description" className="!w-full" maxLength={2000} defaultValue={state.values.description} />
          </Field>
        </div>
      </div>
      <div className="form-row">
        <h2>
          Scale
          <small>fixed once the first round is opened</small>
        </h2>
        <ScalePicker
          presets={presets}
          customScales={customScales}
          value={scale}
          comparative={criteria.every((criterion) => criterion.polarity === "WORSE") ? "worse" : "better"}
          onChange={setScale}
        />
      </div>
      <div className="form-row">
        <h2>
          Criteria
          <small>what is asked of each comparison; others can be added later</small>
        </h2>
        <CriteriaFields criteria={criteria} errors={state.fields} onChange={setOwnCriteria} />
      </div>
      <div className="form-row">
        <h2>
          Guidelines
          <small>what annotators read first, in Markdown; kept in versions</small>
        </h2>
        <Field label="Guidelines" error={state.fields.guidelines}>
          <Textarea
            name="guidelines"
            className="min-h-80 w-full font-mono text-sm"
            value={ownGuidelines ?? preset?.guidelines ?? ""}
            onChange={(event) => setOwnGuidelines(event.target.value)}
          />
        </Field>
      </div>
      <div className="form-row">
        <h2>
          <span className="sr-only">Make it</span>
        </h2>
        <div className="grid gap-3">
          <FormMessage state={state} />
          <div className="actions">
            <SubmitButton size="lg" busy="Making the project …">
              Make the project
            </SubmitButton>
          </div>
        </div>
      </div>
    </form>
  );
}
