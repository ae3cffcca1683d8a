"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface CriterionFormProps {
  action: FormAction;
  project: string;
  /** The criterion to change; absent, a new one is added. */
  criterion?: { id: string; key: string; question: string; polarity: "BETTER" | "WORSE" };
}

/** Adds a criterion, or changes one that nobody was asked. */
export function CriterionForm({ action, project, criterion }: CriterionFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="flex flex-wrap items-start gap-3">
      <input type="hidden" name="project" value={project} />
      {criterion ? <input type="hidden" name="criterionId" value={criterion.id} /> : null}
      <Field label="Name" error={state.fields.key} className="w-36 max-md:w-full">
        <Input name="key" maxLength={40} autoComplete="off" required defaultValue={state.values.key ?? criterion?.key} />
      </Field>
      <Field label="Question" error={state.fields.question} className="min-w-56 grow">
        <Input
          name="question"
          maxLength={300}
          autoComplete="off"
          required
          defaultValue={state.values.question ?? criterion?.question}
        />
      </Field>
      <Field label="It asks for" error={state.fields.polarity}>
        <Select name="polarity" defaultValue={state.values.polarity ?? criterion?.polarity ?? "BETTER"}>
          <option value="BETTER">the better response</option>
          <option value="WORSE">the worse response</option>
        </Select>
      </Field>
      <SubmitButton variant="default" busy={criterion ? "Saving …" : "Adding …"} className="mt-6">
        {criterion ? "Save" : "Add"}
      </SubmitButton>
      <FormMessage state={state} />
    </form>
  );
}
