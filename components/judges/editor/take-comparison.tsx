"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { fetchJson } from "@/lib/fetch-json";
import type { ComparisonAsExample } from "@/lib/judges/types";
import { api } from "@/lib/paths";

/** A comparison of the project as the fields of an example. */
export type TakenComparison = ComparisonAsExample;

export interface TakeComparisonProps {
  project: string;
  onTaken: (taken: TakenComparison) => void;
}

/** Makes an example of one of the project's comparisons, with the preference that stands for it. */
export function TakeComparison({ project, onTaken }: TakeComparisonProps) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);

  async function take() {
    setProblem(null);
    try {
      onTaken(await fetchJson<ComparisonAsExample>(api.exampleOf(project, name.trim())));
      setName("");
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  }

  return (
    <Field label="A comparison, by its id" error={problem}>
      <span className="flex gap-2">
        <Input
          className="w-48"
          value={name}
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            // Enter would send the whole form.
            if (event.key !== "Enter") return;
            event.preventDefault();
            void take();
          }}
        />
        <Button onClick={take} disabled={name.trim() === ""}>
          Take it
        </Button>
      </span>
    </Field>
  );
}
