"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { PromptOfStep } from "@/components/judges/prompt-of-step";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/form/field";
import { Input, Select } from "@/components/ui/form/input";
import { Segmented } from "@/components/ui/form/segmented";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import type { DraftPreview, PromptPreview } from "@/lib/judges/types";
import type { PreviewPlace } from "./use-draft-preview";

export interface DraftPromptProps {
  /** Undefined before the first answer. */
  data: DraftPreview | undefined;
  error: Error | null;
  place: PreviewPlace;
  move: (to: Partial<PreviewPlace>) => void;
}

const ORDERS = [
  { value: "AB", label: "AB" },
  { value: "BA", label: "BA" },
] as const;

/** The prompt that the form stands for, on a real comparison, before anything is saved. */
export function DraftPrompt({ data, error, place, move }: DraftPromptProps) {
  const preview = data?.preview ?? null;
  const { comparison: unknown, ...wrong } = data?.fields ?? {};
  const problems = [...new Set(Object.values(wrong))];
  return (
    <section className="draft" aria-labelledby="draft-head">
      <div className="section-head">
        <h2 id="draft-head">The prompt as it stands</h2>
        <div className="actions">
          <Segmented label="Order" value={place.order} options={ORDERS} onChange={(order) => move({ order })} />
        </div>
      </div>
      <div className="draft-place">
        <ComparisonPicker key={place.comparison} preview={preview} place={place} error={unknown} move={move} />
        {data && data.criteria.length > 1 ? (
          <Field label="Criterion">
            <Select value={data.criterionId ?? ""} onChange={(event) => move({ criterionId: event.target.value })}>
              {data.criteria.map(({ id, key }) => (
                <option key={id} value={id}>
                  {key}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        {preview && preview.principles.length > 1 ? (
          <Field label="Principle">
            <Select value={preview.principle?.id ?? ""} onChange={(event) => move({ principleId: event.target.value })}>
              {preview.principles.map(({ id, key }) => (
                <option key={id} value={id}>
                  {key}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
      </div>
      <div aria-live="polite">
        {error ? <Notice tone="warn">{error.message}</Notice> : null}
        {problems.length > 0 ? (
          <Notice tone="warn" title="The prompt is shown once this is mended.">
            {problems[0]}
            {problems.length > 1 ? ` And ${problems.length - 1} more.` : null}
          </Notice>
        ) : null}
      </div>
      {preview?.steps.map((step, index) => (
        <PromptOfStep key={step.step} step={step} number={preview.steps.length > 1 ? index + 1 : null} />
      ))}
      {preview ? (
        <p className="figure-foot">
          What fills the template is darker.
          {preview.principles.length === 1 && preview.principle ? ` Principle: ${preview.principle.key}.` : null}
          {" With hardening, the mark around texts differs from call to call."}
        </p>
      ) : null}
      {data && !preview && !error && Object.keys(data.fields).length === 0 ? (
        <p className="note">The prompt is shown here once the project has a comparison and a criterion.</p>
      ) : null}
    </section>
  );
}

interface ComparisonPickerProps extends Pick<DraftPromptProps, "place" | "move"> {
  preview: PromptPreview | null;
  error: string | undefined;
}

/** Another comparison: the one before, the one after, or by its id. */
function ComparisonPicker({ preview, place, error, move }: ComparisonPickerProps) {
  const go = (comparison: string) => move({ comparison });
  const { previousId, nextId } = preview?.comparison ?? { previousId: null, nextId: null };
  return (
    <Field label="Comparison, by its id" error={error}>
      <span className="flex gap-1">
        <Input
          className="w-40"
          defaultValue={place.comparison}
          placeholder={preview?.comparison.name}
          spellCheck={false}
          onBlur={(event) => go(event.target.value.trim())}
          onKeyDown={(event) => {
            if (event.key === "Enter") go(event.currentTarget.value.trim());
          }}
        />
        <Button aria-label="Comparison before" disabled={previousId === null} onClick={() => previousId && go(previousId)}>
          <Icon of={ChevronLeft} />
        </Button>
        <Button aria-label="Comparison after" disabled={nextId === null} onClick={() => nextId && go(nextId)}>
          <Icon of={ChevronRight} />
        </Button>
      </span>
    </Field>
  );
}
