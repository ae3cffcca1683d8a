"use client";

import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FormRow } from "@/components/judges/form-row";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Textarea } from "@/components/ui/form/input";

const EXAMPLE = `[{"prompt": "…", "response": "…", "critiqueRequest": "…", "critique": "…", "revisionRequest": "…", "revision": "…"}]`;

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
      <FormRow
        title="Few-shot set"
        note="Worked examples before each prompt. Prompts that they are about are left out of the run."
      >
        <Field label="Examples, as JSON" help={EXAMPLE} error={form.state.fields["spec.fewShot"]}>
          <Textarea
            name="spec.fewShot"
            rows={4}
            className="w-full font-mono text-sm"
            spellCheck={false}
            defaultValue={textOf(form, "spec.fewShot")}
          />
        </Field>
      </FormRow>
    </>
  );
}
