"use client";

import { useActionState } from "react";
import { FormInput } from "@/components/judges/form-input";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { formatMicroDollars } from "@/lib/format";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { MoneySettings } from "@/lib/money/types";

export interface MoneyFormProps {
  action: FormAction;
  project: string;
  settings: MoneySettings;
}

/** What the project may spend on models, and what an hour of its people's work costs. */
export function MoneyForm({ action, project, settings }: MoneyFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const form = {
    state,
    initial: {
      cap: typed(settings.capMicroDollars),
      dailyCap: typed(settings.dailyCapMicroDollars),
      hourlyRate: typed(settings.hourlyRateMicroDollars),
    },
  };
  const field = { form, inputMode: "decimal", className: "w-28" } as const;
  return (
    <form action={submit} className="grid justify-items-start gap-4">
      <input type="hidden" name="project" value={project} />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput
          {...field}
          name="cap"
          label="Cap of the project, $"
          help={`Spent so far: ${formatMicroDollars(settings.spentMicroDollars)}.`}
        />
        <FormInput
          {...field}
          name="dailyCap"
          label="Cap for a day, $"
          help={`Spent today (UTC): ${formatMicroDollars(settings.spentTodayMicroDollars)}.`}
        />
        <FormInput {...field} name="hourlyRate" label="An hour of a person, $" help="For the costs of people’s labels." />
      </div>
      <div className="actions items-center">
        <SubmitButton variant="default" busy="Saving …">
          Save the caps and the rate
        </SubmitButton>
        <FormMessage state={state} />
      </div>
    </form>
  );
}

function typed(micro: number | null): string {
  return micro === null ? "" : String(micro / 1_000_000);
}
