"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { type FormTexts, textOf } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";

const TEXTS = [
  { field: "prompt", label: "Prompt", rows: 2 },
  { field: "response", label: "Response", rows: 3 },
  { field: "critiqueRequest", label: "Critique request", rows: 2 },
  { field: "critique", label: "Critique", rows: 3 },
  { field: "revisionRequest", label: "Revision request", rows: 2 },
  { field: "revision", label: "Revision", rows: 3 },
] as const;

/** The worked examples that stand before each prompt of a chain, each a critique and its revision. */
export function ExamplesRow({ form }: { form: FormTexts }) {
  const [numbers, setNumbers] = useState<readonly number[]>(() => numbersOf(form));
  const problem = form.state.fields["spec.fewShot"];
  return (
    <FormRow title="Few-shot set" note="Worked examples before each prompt. Prompts that they are about are left out of the run.">
      {numbers.map((number, place) => (
        <fieldset key={number} className="grid min-w-0 gap-3 border-l-2 border-line pl-4">
          <legend className="sr-only">Example {place + 1}</legend>
          <div className="flex items-center justify-between gap-3">
            <b className="text-sm font-semibold">Example {place + 1}</b>
            <Button
              size="sm"
              onClick={() => setNumbers(numbers.filter((each) => each !== number))}
              aria-label={`Take example ${place + 1} out`}
            >
              <Icon of={X} />
              Take out
            </Button>
          </div>
          <div className="grid items-start gap-3 lg:grid-cols-2">
            {TEXTS.map(({ field, label, rows }) => {
              const name = `spec.fewShot.${number}.${field}`;
              return (
                <Field key={field} label={label} error={form.state.fields[name]}>
                  <Textarea name={name} rows={rows} className="w-full" defaultValue={textOf(form, name)} />
                </Field>
              );
            })}
          </div>
        </fieldset>
      ))}
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div>
        <Button onClick={() => setNumbers([...numbers, Math.max(-1, ...numbers) + 1])}>
          <Icon of={Plus} />
          Write an example
        </Button>
      </div>
    </FormRow>
  );
}

function numbersOf(form: FormTexts): number[] {
  const names = [...Object.keys(form.initial), ...Object.keys(form.state.values)];
  return [...new Set(names.flatMap((name) => /^spec\.fewShot\.(\d+)\.prompt$/.exec(name)?.[1] ?? []))].map(Number);
}
