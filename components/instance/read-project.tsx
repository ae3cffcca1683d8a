"use client";

import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface ReadProjectProps {
  project: { id: string; name: string };
  action: FormAction;
}

/** Opens a project for an operator who is no member of it, once they have said why. */
export function ReadProject({ project, action }: ReadProjectProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    <Dialog
      className="w-[30rem] max-w-full"
      title={`Read ${project.name}?`}
      trigger={
        <Button size="sm" variant="ghost">
          Read this project
        </Button>
      }
    >
      <form action={submit} className="grid gap-3">
        <input type="hidden" name="projectId" value={project.id} />
        <p>You can read all of it for 8 hours, and change nothing. Its owners find it in their audit trail, with your reason.</p>
        <Field label="Reason" error={state.fields.reason}>
          <Textarea name="reason" rows={3} required minLength={5} maxLength={300} defaultValue={state.values.reason} />
        </Field>
        <FormMessage state={state} />
        <div className="actions">
          <SubmitButton busy="Opening …">Read it for 8 hours</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
