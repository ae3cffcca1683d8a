import { Checkbox } from "@/components/ui/form/choice";
import { EXPORT_FIELDS, USUAL_FIELDS } from "@/lib/datasets/export-schema";
import { LabelledSelect } from "./labelled-select";
import type { SetChoices } from "./use-export-query";

export interface FieldsChoiceProps {
  fields: readonly string[] | undefined;
  weights: string;
  set: SetChoices;
}

/** The columns beside prompt, chosen and rejected. */
export function FieldsChoice({ fields, weights, set }: FieldsChoiceProps) {
  const chosen = new Set<string>(fields ?? USUAL_FIELDS);
  const usual = [...USUAL_FIELDS].join(",");
  function toggle(field: string, isOn: boolean) {
    const next = EXPORT_FIELDS.filter((each) => (each === field ? isOn : chosen.has(each))).join(",");
    set({ fields: next === usual ? "" : next });
  }
  return (
    <details className="fields">
      <summary>Columns beside prompt, chosen and rejected: {[...chosen].join(", ") || "none"}</summary>
      <div className="field-grid">
        {EXPORT_FIELDS.map((field) => (
          <Checkbox
            key={field}
            label={<code>{field}</code>}
            checked={chosen.has(field)}
            onChange={(event) => toggle(field, event.target.checked)}
          />
        ))}
      </div>
      <LabelledSelect
        label="Weights"
        value={weights}
        options={[
          ["none", "none"],
          ["inverse-probability", "one over the chance to be drawn"],
        ]}
        onChange={(value) => set({ weights: value === "none" ? "" : value })}
      />
    </details>
  );
}
