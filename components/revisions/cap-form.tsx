"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import type { RevisionCaps } from "@/lib/revisions/schema";
import type { RevisionProgress } from "@/lib/revisions/types";

export interface CapFormProps {
  progress: RevisionProgress;
  resume: (caps: RevisionCaps) => void;
  isPending: boolean;
}

/** Gives a paused run other caps and lets it go on. */
export function CapForm({ progress, resume, isPending }: CapFormProps) {
  const [dollars, setDollars] = useState(progress.capMicroDollars === null ? "" : String(progress.capMicroDollars / 1_000_000));
  const [calls, setCalls] = useState(progress.capCalls === null ? "" : String(progress.capCalls));
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const caps = { capMicroDollars: toNumber(dollars, 1_000_000), capCalls: toNumber(calls, 1) };
    const isRight = Object.values(caps).every((cap) => cap === null || cap >= 1);
    setProblem(isRight ? null : "Give numbers above 0, or leave a field empty for no cap.");
    if (isRight) resume(caps);
  }

  return (
    <form onSubmit={submit} className="mt-4 flex flex-wrap items-end gap-4">
      <Field label="Cap, $" error={problem}>
        <Input className="w-28" inputMode="decimal" value={dollars} onChange={(event) => setDollars(event.target.value)} />
      </Field>
      <Field label="Cap, calls">
        <Input className="w-28" inputMode="numeric" value={calls} onChange={(event) => setCalls(event.target.value)} />
      </Field>
      <Button type="submit" disabled={isPending}>
        Resume with these caps
      </Button>
    </form>
  );
}

/** Null for an empty field; NaN for what is no number. */
function toNumber(text: string, unit: number): number | null {
  return text.trim() === "" ? null : Math.round(Number(text) * unit);
}
