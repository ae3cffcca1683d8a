import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Select } from "@/components/ui/form/input";

export interface VersionPickerProps {
  versions: readonly number[];
  from: number;
  to: number;
}

/** Chooses the two versions that a page compares; they stand in its address. */
export function VersionPicker({ versions, from, to }: VersionPickerProps) {
  const options = versions.map((version) => (
    <option key={version} value={version}>
      v{version}
    </option>
  ));
  return (
    <form method="get" className="flex flex-wrap items-end gap-3" key={`${from} ${to}`}>
      <Field label="From">
        <Select name="from" defaultValue={from}>
          {options}
        </Select>
      </Field>
      <Field label="To">
        <Select name="to" defaultValue={to}>
          {options}
        </Select>
      </Field>
      <Button type="submit">Compare</Button>
    </form>
  );
}
