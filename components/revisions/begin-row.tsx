"use client";

import { useState } from "react";
import { FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { RadioGroup } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";
import { formatCount, formatQuantity } from "@/lib/format";

export interface BeginRowProps {
  form: FormTexts;
  prompts: number;
  models: readonly { name: string; responses: number }[];
  rounds: readonly { id: string; name: string }[];
}

/** What the chains begin with: prompts of the dataset, its responses, or prompts given here. */
export function BeginRow({ form, prompts, models, rounds }: BeginRowProps) {
  const [begin, setBegin] = useState(textOf(form, "begin") || "prompts");
  return (
    <FormRow title="Begin with">
      <RadioGroup
        legend="What the chains begin with"
        quietLegend
        name="begin"
        value={begin}
        onChange={setBegin}
        options={[
          {
            value: "prompts",
            label: `The dataset’s prompts (${formatCount(prompts)})`,
            help: "The model writes the first response.",
          },
          { value: "responses", label: "Responses of the dataset", help: "They are criticised and revised as they are." },
          { value: "texts", label: "Prompts given here", help: "The model writes the first response." },
        ]}
      />
      {begin === "texts" ? (
        <Field label="Prompts, one a line" error={form.state.fields["spec.begin.texts"]}>
          <Textarea name="spec.begin.texts" rows={6} className="w-full" defaultValue={textOf(form, "spec.begin.texts")} />
        </Field>
      ) : (
        <div className="flex flex-wrap items-start gap-4">
          {begin === "responses" ? (
            <FormSelect form={form} name="spec.begin.model" label="Of the model">
              <option value="">every model</option>
              {models.map(({ name, responses }) => (
                <option key={name} value={name}>
                  {name} ({formatQuantity(responses, "response")})
                </option>
              ))}
            </FormSelect>
          ) : null}
          <FormSelect form={form} name="spec.roundId" label="Comparisons of">
            <option value="">the whole project</option>
            {rounds.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </FormSelect>
        </div>
      )}
    </FormRow>
  );
}
