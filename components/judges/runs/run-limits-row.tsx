import Link from "next/link";
import { FormInput, type FormTexts } from "@/components/judges/form-input";
import { Checkbox } from "@/components/ui/form/choice";
import { paths } from "@/lib/paths";
import type { Choose, RunChoices } from "./run-form";

export interface RunLimitsRowProps {
  form: FormTexts;
  choices: RunChoices;
  choose: Choose;
  project: string;
  hasPrice: boolean;
}

/** How fast, and where it stops. Without a price the most calls must be said: nobody could tell what the run costs. */
export function RunLimitsRow({ form, choices, choose, project, hasPrice }: RunLimitsRowProps) {
  const { fields } = form.state;
  // A refusal names the input's field, the form its own.
  const renamed = { ...form, state: { ...form.state, fields: { ...fields, cap: fields.cap ?? fields.capMicroDollars ?? "" } } };
  return (
    <>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput
          form={form}
          name="concurrency"
          label="Calls at once"
          inputMode="numeric"
          className="w-24"
          value={choices.concurrency}
          defaultValue={undefined}
          onChange={(event) => choose("concurrency", event.target.value)}
        />
        {hasPrice ? (
          <FormInput
            form={renamed}
            name="cap"
            label="Cap, $"
            inputMode="decimal"
            className="w-24"
            help="Pauses before it. Empty: none."
          />
        ) : (
          <input type="hidden" name="cap" value="" />
        )}
        <FormInput
          form={form}
          name="capCalls"
          label="Most calls"
          inputMode="numeric"
          className="w-24"
          help={hasPrice ? "Failed ones count. Empty: no limit." : "Failed ones count."}
        />
      </div>
      {hasPrice ? null : (
        <p className="note">
          This model has no price: give the most calls, or <Link href={paths.prices(project)}>its price</Link> (0 where it costs
          nothing).
        </p>
      )}
      <Checkbox
        name="isBatch"
        label="As a file for the provider’s batches (chat completions only): download the requests, upload the answers. Nothing is called."
      />
    </>
  );
}
