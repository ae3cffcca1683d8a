"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { MemberProgress } from "@/lib/rounds/types";

export interface ChangeMemberProps {
  member: Pick<MemberProgress, "annotatorId" | "name" | "group" | "limit">;
  action: FormAction;
  fields: { project: string; roundId: string };
}

/** Changes the group and the limit of one person while the round goes on. */
export function ChangeMember({ member, action, fields }: ChangeMemberProps) {
  const { annotatorId, name, group, limit } = member;
  const [isOpen, setOpen] = useState(false);
  const [state, setState] = useState(UNSENT);

  async function save(form: FormData) {
    const done = await action(UNSENT, form);
    setState(done);
    if (done.ok) setOpen(false);
  }

  return (
    <Dialog
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Change ${name}`}>
          Change
        </Button>
      }
      title={`${name} in this round`}
      open={isOpen}
      onOpenChange={setOpen}
    >
      <form action={save} className="grid gap-3">
        {Object.entries({ ...fields, annotatorId }).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <Field label="Group" help="Some of the people under one name, such as “experts”." error={state.fields.group}>
          <Input name="group" maxLength={40} defaultValue={group ?? ""} />
        </Field>
        <Field
          label="At most"
          help="Comparisons that they may label. Empty: as everybody. What they have already stays."
          error={state.fields.limit}
        >
          <Input name="limit" type="number" min={1} step={1} className="!w-28" defaultValue={limit ?? ""} />
        </Field>
        <FormMessage state={state} />
        <div className="actions">
          <DialogClose>
            <Button>Leave it</Button>
          </DialogClose>
          <SubmitButton busy="Saving …">Save</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
