"use client";

import { FormInput, FormSelect, type FormTexts } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { Checkbox } from "@/components/ui/form/choice";
import { ExamplesRow } from "./examples-row";

/** How each chain is made: its revisions, its layout, what the model is shown first. */
export function ChainRows({ form }: { form: FormTexts }) {
  return (
    <>
      <FormRow title="Chains" note="The paper made four revisions at temperature 1, each with a critique.">
        <div className="flex flex-wrap items-start gap-4">
          <FormInput form={form} name="spec.revisions" label="Revisions" inputMode="numeric" className="w-20" />
          <FormInput form={form} name="spec.temperature" label="Temperature" inputMode="decimal" className="w-24" />
          <FormInput form={form} name="spec.maxTokens" label="Tokens a text" inputMode="numeric" className="w-24" />
          <FormInput
            form={form}
            name="spec.seed"
            label="Seed"
            inputMode="numeric"
            className="w-32"
            help="Draws the principles."
          />
        </div>
        <Checkbox name="spec.withCritique" defaultChecked label="A critique before each revision" />
        <FormSelect form={form} name="spec.layout" label="Layout">
          <option value="chat">turns of a conversation, for a chat model</option>
          <option value="transcript">one growing text, to the paper’s letter, for a base model</option>
        </FormSelect>
      </FormRow>
      <ExamplesRow form={form} />
    </>
  );
}
