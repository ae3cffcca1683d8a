"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { Dealing } from "@/lib/rounds/types";

export interface AddMemberFormProps {
  action: FormAction;
  project: string;
  roundId: string;
  people: readonly { userId: string; name: string }[];
  dealing: Dealing;
}

/** Takes another member of the project into an open round. */
export function AddMemberForm({ action, project, roundId, people, dealing }: AddMemberFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <form action={submit} className="mt-4 flex flex-wrap items-end gap-3">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="roundId" value={roundId} />
      <Field
        label="Add a member"
        help={
          dealing === "ON_DEMAND"
            ? "They get what is open as they ask for it."
            : "They take over comparisons that wait for others, until all have the same."
        }
        error={state.fields.userId}
      >
        <div className="flex gap-2">
          <Select name="userId" className="w-60">
            {people.map((person) => (
              <option key={person.userId} value={person.userId}>
                {person.name}
              </option>
            ))}
          </Select>
          <SubmitButton variant="default" busy="Adding …">
            Add
          </SubmitButton>
        </div>
      </Field>
      <FormMessage state={state} />
    </form>
  );
}
