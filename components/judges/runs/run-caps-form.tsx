"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { RunAction } from "@/lib/judges/run-schema";
import type { RunProgress } from "@/lib/judges/types";
import { Dollars } from "@/lib/money/schema";

export interface RunCapsFormProps {
  progress: RunProgress;
  control: (input: RunAction) => void;
  isPending: boolean;
}

/** Gives an open run other caps; what is wrong with them the server says. */
export function RunCapsForm({ progress, control, isPending }: RunCapsFormProps) {
  const { capMicroDollars, capCalls, costMicroDollars } = progress;
  const [cap, setCap] = useState(capMicroDollars === null ? "" : String(capMicroDollars / 1_000_000));
  const [calls, setCalls] = useState(capCalls === null ? "" : String(capCalls));
  const dollars = Dollars.safeParse(cap);
  const isWhole = /^\d*$/.test(calls.trim());
  return (
    <details className="fold mt-3">
      <summary>Change the caps</summary>
      <form
        className="flex flex-wrap items-end gap-x-6 gap-y-3 py-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!dollars.success || !isWhole) return;
          control({
            action: "caps",
            capMicroDollars: dollars.data,
            capCalls: calls.trim() === "" ? null : Number(calls),
          });
        }}
      >
        {costMicroDollars === null ? null : (
          <Field label="Cap, $" error={dollars.success ? null : dollars.error.issues[0]?.message}>
            <Input className="w-24" inputMode="decimal" value={cap} onChange={(event) => setCap(event.target.value)} />
          </Field>
        )}
        <Field label="Most calls" error={isWhole ? null : "Give a whole number, or leave it empty."}>
          <Input className="w-24" inputMode="numeric" value={calls} onChange={(event) => setCalls(event.target.value)} />
        </Field>
        <Button type="submit" disabled={isPending}>
          Set the caps
        </Button>
      </form>
    </details>
  );
}
