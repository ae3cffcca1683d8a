"use client";

import { X } from "lucide-react";
import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";
import type { TakenComparison } from "./take-comparison";

export interface ExampleFieldsProps {
  form: FormTexts;
  /** In the names of its fields; stays the same when another example is taken out. */
  number: number;
  /** Where it stands, from 1. */
  place: number;
  taken: TakenComparison | null;
  onRemove: () => void;
}

const TEXTS = [
  { field: "conversation", label: "Conversation", rows: 3 },
  { field: "responseA", label: "Response A", rows: 3 },
  { field: "responseB", label: "Response B", rows: 3 },
  { field: "rationale", label: "Its reasoning", rows: 2 },
] as const;

/** One worked example: a comparison, its answer, and the reasoning that leads there. */
export function ExampleFields({ form, number, place, taken, onRemove }: ExampleFieldsProps) {
  const name = (field: string): string => `fewShot.${number}.${field}`;
  const comparisonId = taken?.comparisonId ?? textOf(form, name("comparisonId"));
  const textFor = (field: (typeof TEXTS)[number]["field"]): string =>
    taken && field !== "rationale" ? taken[field] : textOf(form, name(field));
  return (
    <fieldset className="grid min-w-0 gap-3 border-l-2 border-line pl-4">
      <legend className="sr-only">Example {place}</legend>
      <div className="flex items-center justify-between gap-3">
        <b className="text-sm font-semibold">
          Example {place}
          {comparisonId === "" ? null : <span className="quiet font-normal"> · a comparison of this project</span>}
        </b>
        <Button size="sm" onClick={onRemove} aria-label={`Take example ${place} out`}>
          <Icon of={X} />
          Take out
        </Button>
      </div>
      <input type="hidden" name={name("comparisonId")} value={comparisonId} />
      <div className="grid items-start gap-3 lg:grid-cols-2">
        {TEXTS.map(({ field, label, rows }) => (
          <Field
            key={field}
            label={label}
            error={form.state.fields[name(field)]}
            className={field.startsWith("response") ? undefined : "lg:col-span-2"}
          >
            <Textarea name={name(field)} className="w-full" rows={rows} defaultValue={textFor(field)} />
          </Field>
        ))}
      </div>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
        <FormSelect
          form={form}
          name={name("preference")}
          label="Better"
          defaultValue={taken?.preference ?? (textOf(form, name("preference")) || "A")}
        >
          <option value="A">response A</option>
          <option value="B">response B</option>
        </FormSelect>
        <FormInput form={form} name={name("scoreA")} label="Score of A" inputMode="numeric" help="if it scores" />
        <FormInput form={form} name={name("scoreB")} label="Score of B" inputMode="numeric" help="1 to 10" />
        <FormInput
          form={form}
          name={name("principle")}
          label="Its principle"
          className="w-64"
          help="empty: one drawn for it, where there is a constitution"
        />
      </div>
    </fieldset>
  );
}
