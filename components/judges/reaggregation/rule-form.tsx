import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/form/choice";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import type { RuleChoices } from "@/lib/reaggregation/types";

export interface RuleFormProps {
  version: number;
  criterion: string;
  criteria: readonly { key: string }[];
  choices: RuleChoices;
  /** What stands in the fields, by their names. */
  texts: Readonly<Record<string, string>>;
  /** What is wrong with a field, by its name. */
  errors: Readonly<Record<string, string>>;
}

/** Chooses how stored calls become labels. It stands in the page's address, so that the address shows the same again. */
export function RuleForm({ version, criterion, criteria, choices, texts, errors }: RuleFormProps) {
  const chosen = new Set((texts.principles ?? "").split(",").filter((key) => key !== ""));
  return (
    <form method="get" className="grid gap-4" key={JSON.stringify(texts)}>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="preview" value="yes" />
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        {criteria.length > 1 ? (
          <Field label="Criterion">
            <Select name="criterion" defaultValue={criterion}>
              {criteria.map(({ key }) => (
                <option key={key}>{key}</option>
              ))}
            </Select>
          </Field>
        ) : null}
        <Field label="Orders" error={errors.orders}>
          <Select name="orders" defaultValue={texts.orders}>
            {choices.orders.length === 2 ? <option value="both">both, AB and BA</option> : null}
            {choices.orders.map((order) => (
              <option key={order} value={order}>
                {order} alone
              </option>
            ))}
          </Select>
        </Field>
        {choices.samples > 1 ? (
          <Field label="First samples" help={`1 to ${choices.samples}, or all`} error={errors.samples}>
            <Input name="samples" defaultValue={texts.samples} className="w-20" />
          </Field>
        ) : null}
        <Field label="Together by" error={errors.aggregation}>
          <Select name="aggregation" defaultValue={texts.aggregation}>
            <option value="mean">mean probability</option>
            <option value="vote">share of votes</option>
          </Select>
        </Field>
        <Field label="Tie within" help="of p = 0.5" error={errors.tieBand}>
          <Input name="tieBand" defaultValue={texts.tieBand} inputMode="decimal" className="w-20" />
        </Field>
        <Field label="Orders that contradict" error={errors.onContradiction}>
          <Select name="onContradiction" defaultValue={texts.onContradiction}>
            <option value="average">are averaged</option>
            <option value="tie">are a tie</option>
            <option value="none">give no label</option>
          </Select>
        </Field>
        <Field label="Clamp from" help="both empty: none" error={errors.clampLow}>
          <Input name="clampLow" defaultValue={texts.clampLow} inputMode="decimal" className="w-20" />
        </Field>
        <Field label="to" error={errors.clampHigh}>
          <Input name="clampHigh" defaultValue={texts.clampHigh} inputMode="decimal" className="w-20" />
        </Field>
      </div>
      {choices.principles.length > 0 ? (
        <fieldset className="choices">
          <legend className="label">Principles that count; none chosen means all</legend>
          <div className="flex flex-wrap gap-x-6 gap-y-1">
            {choices.principles.map((key) => (
              <Checkbox key={key} label={key} name="principles" value={key} defaultChecked={chosen.has(key)} />
            ))}
          </div>
          {errors.principles ? <p className="field-error">{errors.principles}</p> : null}
        </fieldset>
      ) : null}
      <Button type="submit" variant="primary" className="justify-self-start">
        Preview
      </Button>
    </form>
  );
}
