"use client";

import { useState } from "react";
import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import type { ConstitutionEntry } from "@/lib/constitutions/types";
import { FoldRow } from "./fold-row";

export interface PrincipleRowProps {
  form: FormTexts;
  constitutions: readonly Pick<ConstitutionEntry, "name" | "versions">[];
}

const USES: Readonly<Record<string, string>> = {
  random: "one drawn for each comparison",
  ensemble: "each by itself, then their mean",
  all: "all in one prompt, in their order",
  fixed: "one of them",
};

/** The constitution that a judge judges by, and how its principles are used. */
export function PrincipleRow({ form, constitutions }: PrincipleRowProps) {
  const [name, setName] = useState(textOf(form, "constitution.name"));
  const [use, setUse] = useState(textOf(form, "constitution.use"));
  const chosen = constitutions.find((each) => each.name === name);
  return (
    <FoldRow
      form={form}
      title="Principles"
      note="They fill {{principle}} in the prompt."
      summary={name === "" ? "none" : `${name}: ${USES[use] ?? use}`}
      fields={["constitution"]}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormSelect
          form={form}
          name="constitution.name"
          label="Constitution"
          value={name}
          defaultValue={undefined}
          onChange={(event) => setName(event.target.value)}
        >
          <option value="">none</option>
          {name !== "" && !chosen ? <option value={name}>{name} (archived)</option> : null}
          {constitutions.map((each) => (
            <option key={each.name} value={each.name}>
              {each.name}
            </option>
          ))}
        </FormSelect>
        {name === "" ? null : (
          <FormSelect
            form={form}
            name="constitution.use"
            label="Of its principles"
            value={use}
            defaultValue={undefined}
            onChange={(event) => setUse(event.target.value)}
          >
            {Object.entries(USES).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </FormSelect>
        )}
      </div>
      {name === "" ? (
        <p className="field-help">
          {constitutions.length === 0
            ? "This project has no constitution yet. Constitutional AI's multiple choice needs one."
            : "A template that names {{principle}} needs one."}
        </p>
      ) : (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormSelect form={form} name="constitution.version" label="Version">
            <option value="">the newest, now</option>
            {chosen?.versions.map(({ version, principles }) => (
              <option key={version} value={version}>
                v{version} ({principles})
              </option>
            ))}
          </FormSelect>
          {use === "fixed" ? (
            <FormInput form={form} name="constitution.principle" label="Its key" className="w-48" spellCheck={false} />
          ) : null}
          {use === "random" ? (
            <FormInput
              form={form}
              name="constitution.seed"
              label="Seed of the draw"
              inputMode="numeric"
              help="the same for both orders"
            />
          ) : null}
        </div>
      )}
      {name !== "" && use === "random" ? null : (
        <input type="hidden" name="constitution.seed" value={textOf(form, "constitution.seed")} />
      )}
    </FoldRow>
  );
}
