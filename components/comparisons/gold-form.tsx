"use client";

import { useActionState } from "react";
import { Field } from "@/components/ui/form/field";
import { FormMessage } from "@/components/ui/form/form-message";
import { Select, Textarea } from "@/components/ui/form/input";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Time } from "@/components/ui/time";
import { LONGEST_EXPLANATION } from "@/lib/gold/schema";
import type { GoldAnswer, GoldOption } from "@/lib/gold/types";
import { type FormAction, UNSENT } from "@/lib/http/types";

export interface GoldFormProps {
  project: string;
  comparisonId: string;
  criterion: { id: string; key: string; question: string };
  /** What the scale can say, from A to B. */
  options: readonly GoldOption[];
  gold: GoldAnswer | null;
  set: FormAction;
  remove: FormAction;
}

/** The gold answer on one criterion: chosen, explained, taken away. */
export function GoldForm({ project, comparisonId, criterion, options, gold, set, remove }: GoldFormProps) {
  const [setState, sendSet] = useActionState(set, UNSENT);
  const [removeState, sendRemove] = useActionState(remove, UNSENT);
  const isWrong = setState.message !== undefined || Object.keys(setState.fields).length > 0;
  const hidden = (
    <>
      <input type="hidden" name="project" value={project} />
      <input type="hidden" name="comparisonId" value={comparisonId} />
      <input type="hidden" name="criterionId" value={criterion.id} />
    </>
  );
  return (
    <details className="max-w-xl" open={isWrong || undefined}>
      <summary>
        {criterion.key}: {gold ? <strong>{toWords(options, gold)}</strong> : <span className="quiet">no gold answer</span>}
      </summary>
      {gold ? (
        <p className="note mt-2">
          Set{gold.authorName ? ` by ${gold.authorName}` : ""}, <Time at={gold.createdAt} />.
        </p>
      ) : null}
      <form action={sendSet} className="mt-2 grid justify-items-start gap-3">
        {hidden}
        <Field
          label={criterion.question}
          error={setState.fields.answer}
          help="Speaks of the better response, whatever the question asks for."
        >
          <Select name="answer" required defaultValue={setState.values.answer ?? (gold ? toValue(gold) : "")}>
            <option value="">Choose the answer</option>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field
          label="Why"
          help="In Markdown. Told after the person's own answer, in training rounds alone."
          error={setState.fields.explanation}
          className="w-full"
        >
          <Textarea
            name="explanation"
            rows={3}
            maxLength={LONGEST_EXPLANATION}
            defaultValue={setState.values.explanation ?? gold?.explanation}
          />
        </Field>
        <FormMessage state={setState} />
        <SubmitButton variant="default" busy="Setting …">
          {gold ? "Change the gold answer" : "Set the gold answer"}
        </SubmitButton>
      </form>
      {gold ? (
        <form action={sendRemove} className="mt-3 grid justify-items-start gap-3">
          {hidden}
          <FormMessage state={removeState} />
          <SubmitButton variant="danger" busy="Taking away …">
            Take the gold answer away
          </SubmitButton>
        </form>
      ) : null}
    </details>
  );
}

function toValue({ answer, score }: GoldAnswer): string {
  return score === null ? answer : String(score);
}

function toWords(options: readonly GoldOption[], gold: GoldAnswer): string {
  return options.find(({ value }) => value === toValue(gold))?.label ?? `${gold.answer.toLowerCase()} ${gold.score ?? ""}`.trim();
}
