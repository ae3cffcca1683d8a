import { FormInput, type FormTexts, textOf } from "@/components/judges/form-input";
import { Checkbox } from "@/components/ui/form/choice";
import { FoldRow } from "./fold-row";

const FIELDS = ["temperature", "topP", "maxTokens", "topLogprobs", "seed", "preambleAsSystem", "hardening"] as const;

/** What is sent with each call. */
export function RequestRow({ form }: { form: FormTexts }) {
  const temperature = textOf(form, "temperature");
  return (
    <FoldRow
      form={form}
      title="Request"
      note="What is sent with each call."
      summary={`${temperature === "" ? "the endpoint's own temperature" : `temperature ${temperature}`}, at most ${textOf(form, "maxTokens")} tokens of the answer, hardening ${textOf(form, "hardening") === "on" ? "on" : "off"}`}
      fields={FIELDS}
    >
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput form={form} name="temperature" label="Temperature" inputMode="decimal" help="empty: the endpoint's own" />
        <FormInput form={form} name="topP" label="Top-p" inputMode="decimal" help="empty: the endpoint's own" />
        <FormInput form={form} name="maxTokens" label="Tokens of the answer" inputMode="numeric" help="at most" />
        <FormInput form={form} name="topLogprobs" label="Alternatives" inputMode="numeric" help="2 to 20" />
        <FormInput form={form} name="seed" label="Seed" inputMode="numeric" help="empty: none" className="w-28" />
      </div>
      <Checkbox
        label="The preamble is a system message of its own"
        name="preambleAsSystem"
        defaultChecked={textOf(form, "preambleAsSystem") === "on"}
      />
      <Checkbox
        label="Hardened: texts stand between delimiters that they cannot know, and cannot pass for the prompt"
        name="hardening"
        defaultChecked={textOf(form, "hardening") === "on"}
      />
    </FoldRow>
  );
}
