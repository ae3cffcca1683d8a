"use client";

import { useActionState, useState } from "react";
import { Checkbox, RadioGroup } from "@/components/ui/form/choice";
import { CopyText } from "@/components/ui/form/copy-text";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { INVITATION_DAYS } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface InviteFormProps {
  action: FormAction;
  project: string;
  /** An owner invites anyone, a researcher annotators. */
  asOwner: boolean;
}

const ROLES = [
  { value: "ANNOTATOR", label: "Annotator", help: "Compares responses; sees their own queue and labels." },
  { value: "RESEARCHER", label: "Researcher", help: "Data, rounds, judges, results, and invites annotators." },
  { value: "OWNER", label: "Owner", help: "All of that, and members, roles and the archive." },
] as const;

/** Makes an invitation's link and shows it this once. */
export function InviteForm({ action, project, asOwner }: InviteFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [role, setRole] = useState("ANNOTATOR");
  return (
    <div className="grid gap-4">
      {state.secret ? (
        <Notice tone="accent" title="Hand this link over now; it cannot be shown again.">
          <div className="mt-2 max-w-2xl">
            <CopyText label={state.message ? `Invitation for ${state.message}` : "Invitation"} text={state.secret} />
          </div>
        </Notice>
      ) : null}
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="project" value={project} />
        <RadioGroup
          legend="They join as"
          name="role"
          options={asOwner ? ROLES : ROLES.slice(0, 1)}
          value={role}
          onChange={setRole}
        />
        {asOwner ? (
          <Checkbox name="mayAdjudicate" label="They may adjudicate: give the final answer where people differ" />
        ) : null}
        <div className="flex flex-wrap items-start gap-3">
          <Field label="For whom" help="For your own memory; only researchers and owners see it." className="min-w-60 grow">
            <Input name="note" maxLength={120} placeholder="Mara, second round" />
          </Field>
          <Field label="The link works for" error={state.fields.days}>
            <Select name="days" defaultValue="7">
              {INVITATION_DAYS.map((days) => (
                <option key={days} value={days}>
                  {days === 1 ? "one day" : `${days} days`}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        {state.secret ? null : <FormMessage state={state} />}
        <div className="actions">
          <SubmitButton busy="Making the link …">Make an invitation</SubmitButton>
        </div>
      </form>
    </div>
  );
}
