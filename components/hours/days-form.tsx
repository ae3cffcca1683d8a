import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";

/** Which days, in the address; works without a script. */
export function DaysForm({ from, to }: { from: string; to: string }) {
  return (
    <form className="mb-4 flex flex-wrap items-end gap-3">
      <Field label="From, UTC">
        <Input type="date" name="from" defaultValue={from} className="w-40" />
      </Field>
      <Field label="To, UTC">
        <Input type="date" name="to" defaultValue={to} className="w-40" />
      </Field>
      <Button type="submit">Show</Button>
    </form>
  );
}
