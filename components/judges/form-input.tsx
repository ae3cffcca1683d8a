"use client";

import type { ComponentProps, ReactNode } from "react";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import type { FormState } from "@/lib/http/types";

/** What the fields of one form share: what was typed and refused, and what stood there before. */
export interface FormTexts {
  state: FormState;
  initial: Readonly<Record<string, string>>;
}

/** What a field shows: what was typed, else what stood there before. */
export function textOf({ state, initial }: FormTexts, name: string): string {
  return state.values[name] ?? initial[name] ?? "";
}

interface NamedField {
  form: FormTexts;
  /** The field's path in the document. */
  name: string;
  label: string;
  help?: ReactNode;
}

/** A labelled line of text of a form. */
export function FormInput({ form, name, label, help, ...rest }: NamedField & Omit<ComponentProps<"input">, "form" | "name">) {
  return (
    <Field label={label} help={help} error={form.state.fields[name]}>
      <Input name={name} defaultValue={textOf(form, name)} {...rest} />
    </Field>
  );
}

/** A labelled choice of a form. */
export function FormSelect({
  form,
  name,
  label,
  help,
  children,
  ...rest
}: NamedField & Omit<ComponentProps<"select">, "form" | "name">) {
  return (
    <Field label={label} help={help} error={form.state.fields[name]}>
      <Select name={name} defaultValue={textOf(form, name)} key={textOf(form, name)} {...rest}>
        {children}
      </Select>
    </Field>
  );
}
