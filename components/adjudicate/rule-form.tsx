"use client";

import { useActionState } from "react";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Input, Select } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import type { AdjudicationRule } from "@/lib/adjudication/schema";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface RuleFormProps {
  project: string;
  rule: AdjudicationRule;
  judges: readonly { id: string; name: string }[];
  action: FormAction;
}

/** Which comparisons come before the adjudicators: for any reason that is ticked. */
export function RuleForm({ project, rule, judges, action }: RuleFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  return (
    // Anew with each rule that was stored: a sent form is emptied to what it began with.
    <form key={JSON.stringify(rule)} action={submit} className="grid max-w-2xl gap-3">
      <input type="hidden" name="project" value={project} />
      <Checkbox
        name="direction"
        defaultChecked={rule.direction}
        label="People prefer different responses (a tie and “both bad” are directions of their own)"
      />
      <Checkbox name="noMajority" defaultChecked={rule.noMajority} label="No direction has more people than every other" />
      <Checkbox name="flagged" defaultChecked={rule.flagged} label="An annotator’s flag on it is open" />
      <div className="flex flex-wrap items-start gap-3">
        <Field
          label="People’s scores this many steps apart or more"
          help="1 to 8; nothing: never for that."
          error={state.fields.spread}
        >
          <Input name="spread" inputMode="numeric" className="w-24" defaultValue={state.values.spread ?? rule.spread ?? ""} />
        </Field>
        <Field label="A judge against most people" error={state.fields.judge}>
          <Select name="judge" defaultValue={rule.judge}>
            <option value="none">never for that</option>
            <option value="any">any judge</option>
            {judges.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <FormMessage state={state} />
      <div className="actions">
        <SubmitButton variant="default" busy="Saving …">
          Save the rule
        </SubmitButton>
      </div>
    </form>
  );
}
