"use client";

import { useActionState, useState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { State } from "@/components/ui/state";
import type { RoleInput } from "@/lib/auth/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";
import { ROLE_SENTENCES } from "./roles";

export interface RoleFormProps {
  action: FormAction;
  project: string;
  member: { id: string; name: string; role: RoleInput; mayAdjudicate: boolean };
}

/** What a member is; the button appears once it is something else. */
export function RoleForm({ action, project, member }: RoleFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [role, setRole] = useState(member.role);
  const [adjudicates, setAdjudicates] = useState(member.mayAdjudicate);
  const isChanged = role !== member.role || adjudicates !== member.mayAdjudicate;
  return (
    <form action={submit} className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="id" value={member.id} />
      <select
        className="select w-32 min-h-7"
        name="role"
        aria-label={`Role of ${member.name}`}
        value={role}
        onChange={(event) => setRole(toRole(event.currentTarget.value))}
      >
        {ROLES.map((each) => (
          <option key={each} value={each}>
            {ROLE_SENTENCES[each].word}
          </option>
        ))}
      </select>
      <Checkbox
        name="mayAdjudicate"
        label="adjudicates"
        checked={adjudicates}
        onChange={(event) => setAdjudicates(event.currentTarget.checked)}
      />
      {isChanged ? (
        <SubmitButton size="sm" variant="default" busy="Saving …">
          Save
        </SubmitButton>
      ) : null}
      {state.message && !state.ok ? <State tone="danger">{state.message}</State> : null}
    </form>
  );
}

const ROLES: readonly RoleInput[] = ["OWNER", "RESEARCHER", "ANNOTATOR"];

function toRole(value: string): RoleInput {
  return ROLES.find((role) => role === value) ?? "ANNOTATOR";
}
