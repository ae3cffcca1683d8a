"use client";

import { useState } from "react";
import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FoldRow } from "./fold-row";

const KINDS: Readonly<Record<string, string>> = {
  none: "none: the answer at once",
  "two-step": "two steps: a rationale in the prompt, then the answer (RLAIF)",
  constitutional: "in the judge's own turn, then the answer (Constitutional AI)",
};

/** Whether a judge reasons before it answers. */
export function ThoughtRow({ form }: { form: FormTexts }) {
  const [kind, setKind] = useState(textOf(form, "chainOfThought"));
  return (
    <FoldRow
      form={form}
      title="Reasoning"
      note="A chain of thought is a call of its own, kept with its text."
      summary={KINDS[kind] ?? kind}
      fields={["chainOfThought", "rationaleTokens"]}
    >
      <FormSelect
        form={form}
        name="chainOfThought"
        label="Chain of thought"
        value={kind}
        defaultValue={undefined}
        onChange={(event) => setKind(event.target.value)}
      >
        {Object.entries(KINDS).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </FormSelect>
      {kind === "none" ? (
        <input type="hidden" name="rationaleTokens" value={textOf(form, "rationaleTokens")} />
      ) : (
        <FormInput form={form} name="rationaleTokens" label="Tokens of reasoning" inputMode="numeric" help="at most" />
      )}
      {kind === "constitutional" ? (
        <p className="field-help">
          Reasoning drives probabilities to 0 and 1: soft labels are clamped to 0.40–0.60 unless Verdict says otherwise. The raw
          one is kept, and decides the preference.
        </p>
      ) : null}
    </FoldRow>
  );
}
