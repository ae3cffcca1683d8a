"use client";

import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import { Icon } from "@/components/ui/icon";

/** A criterion while it is being written. */
export interface CriterionDraft {
  /** Tells rows apart while they come and go. */
  row: number;
  key: string;
  question: string;
  polarity: "BETTER" | "WORSE";
}

export interface CriteriaFieldsProps {
  criteria: readonly CriterionDraft[];
  /** By "criteria.0.key". */
  errors: Readonly<Record<string, string>>;
  onChange: (criteria: CriterionDraft[]) => void;
}

/** The criteria of a new project: short name, question, and whether it asks for the better or the worse. */
export function CriteriaFields({ criteria, errors, onChange }: CriteriaFieldsProps) {
  const replace = (row: number, change: Partial<CriterionDraft>) =>
    onChange(criteria.map((each) => (each.row === row ? { ...each, ...change } : each)));
  return (
    <div className="grid gap-3">
      {criteria.map((criterion, index) => (
        <fieldset key={criterion.row} className="flex flex-wrap items-start gap-3">
          <legend className="sr-only">Criterion {index + 1}</legend>
          <Field label="Name" error={errors[`criteria.${index}.key`]} className="w-36 max-md:w-full">
            <Input
              name="key[]"
              className="!w-full"
              value={criterion.key}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => replace(criterion.row, { key: event.target.value })}
            />
          </Field>
          <Field label="Question" error={errors[`criteria.${index}.question`]} className="min-w-56 grow">
            <Input
              name="question[]"
              className="!w-full"
              value={criterion.question}
              maxLength={300}
              autoComplete="off"
              onChange={(event) => replace(criterion.row, { question: event.target.value })}
            />
          </Field>
          <Field label="It asks for">
            <Select
              name="polarity[]"
              value={criterion.polarity}
              onChange={(event) => replace(criterion.row, { polarity: event.target.value === "WORSE" ? "WORSE" : "BETTER" })}
            >
              <option value="BETTER">the better response</option>
              <option value="WORSE">the worse response</option>
            </Select>
          </Field>
          {criteria.length > 1 ? (
            <Button
              variant="ghost"
              className="mt-6"
              aria-label={`Leave out ${criterion.key || `criterion ${index + 1}`}`}
              onClick={() => onChange(criteria.filter((each) => each.row !== criterion.row))}
            >
              <Icon of={X} />
            </Button>
          ) : null}
        </fieldset>
      ))}
      {errors.criteria ? <p className="field-error">{errors.criteria}</p> : null}
      <div>
        <Button
          size="sm"
          onClick={() => onChange([...criteria, { row: nextRow(criteria), key: "", question: "", polarity: "BETTER" }])}
        >
          <Icon of={Plus} />
          Another criterion
        </Button>
      </div>
    </div>
  );
}

function nextRow(criteria: readonly CriterionDraft[]): number {
  return Math.max(0, ...criteria.map((each) => each.row)) + 1;
}
