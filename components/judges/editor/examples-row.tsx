"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { type FormTexts, textOf } from "@/components/judges/form-input";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { formatQuantity } from "@/lib/format";
import { ExampleFields } from "./example-fields";
import { FoldRow } from "./fold-row";
import { TakeComparison, type TakenComparison } from "./take-comparison";

export interface ExamplesRowProps {
  form: FormTexts;
  project: string;
}

interface Example {
  number: number;
  /** What it was taken from; null for one that was there, or is written by hand. */
  taken: TakenComparison | null;
}

/** The worked examples that stand in each prompt before what is judged. */
export function ExamplesRow({ form, project }: ExamplesRowProps) {
  const [examples, setExamples] = useState<readonly Example[]>(() => numbersOf(form).map((number) => ({ number, taken: null })));
  const next = Math.max(-1, ...examples.map(({ number }) => number)) + 1;
  const add = (taken: TakenComparison | null) => setExamples([...examples, { number: next, taken }]);
  return (
    <FoldRow
      form={form}
      title="Examples"
      note="Few-shot. What a judge has as an example, it does not judge."
      summary={examples.length === 0 ? "none" : formatQuantity(examples.length, "example")}
      fields={["fewShot"]}
    >
      {examples.map(({ number, taken }, place) => (
        <ExampleFields
          key={number}
          form={form}
          number={number}
          place={place + 1}
          taken={taken}
          onRemove={() => setExamples(examples.filter((each) => each.number !== number))}
        />
      ))}
      <div className="flex flex-wrap items-end gap-3">
        <TakeComparison project={project} onTaken={add} />
        <Button onClick={() => add(null)}>
          <Icon of={Plus} />
          Write an example
        </Button>
      </div>
    </FoldRow>
  );
}

function numbersOf(form: FormTexts): number[] {
  const names = [...Object.keys(form.initial), ...Object.keys(form.state.values)];
  const numbers = new Set(names.flatMap((name) => /^fewShot\.(\d+)\.conversation$/.exec(name)?.[1] ?? []));
  return [...numbers].map(Number).filter((number) => textOf(form, `fewShot.${number}.preference`) !== "");
}
