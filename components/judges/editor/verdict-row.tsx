"use client";

import { useState } from "react";
import { FormInput, FormSelect, type FormTexts, textOf } from "@/components/judges/form-input";
import { FoldRow } from "./fold-row";

const FIELDS = [
  "orders",
  "softLabel",
  "onContradiction",
  "answers",
  "samples",
  "aggregation",
  "tieBand",
  "minCoverage",
  "clamp",
] as const;

/** The words for the response listed first and the one listed second. */
export interface Answers {
  first: string;
  second: string;
}

export interface VerdictRowProps {
  form: FormTexts;
  /** What a template that was just chosen answers with; null while none was. */
  answers: Answers | null;
}

/** How answers are asked for, read, and put together into a label. */
export function VerdictRow({ form, answers }: VerdictRowProps) {
  const [clamp, setClamp] = useState(textOf(form, "clamp"));
  const orders = textOf(form, "orders") === "both" ? "both orders" : `order ${textOf(form, "orders")} alone`;
  const soft = textOf(form, "softLabel") === "parsed" ? "the parsed answer" : "log-probabilities where given";
  const samples = textOf(form, "samples");
  return (
    <FoldRow
      form={form}
      title="Verdict"
      note="How answers are read and become a label."
      summary={`${orders}, ${soft}, ${samples === "1" ? "1 sample" : `${samples} samples`}`}
      fields={FIELDS}
    >
      <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <FormSelect form={form} name="orders" label="Orders" help="One order brings the bias of its side into the label.">
          <option value="both">both, AB and BA</option>
          <option value="AB">AB alone</option>
          <option value="BA">BA alone</option>
        </FormSelect>
        <FormSelect form={form} name="softLabel" label="Soft label">
          <option value="logprobs">log-probabilities where given</option>
          <option value="parsed">the answers themselves</option>
        </FormSelect>
        <FormSelect form={form} name="onContradiction" label="Orders that contradict">
          <option value="average">are averaged</option>
          <option value="tie">are a tie</option>
          <option value="none">give no label</option>
        </FormSelect>
      </div>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <FormInput
          key={`first ${answers?.first}`}
          form={form}
          name="answers.first"
          label="Answer, first"
          maxLength={12}
          {...(answers ? { defaultValue: answers.first } : {})}
        />
        <FormInput
          key={`second ${answers?.second}`}
          form={form}
          name="answers.second"
          label="Answer, second"
          maxLength={12}
          {...(answers ? { defaultValue: answers.second } : {})}
        />
        <FormInput form={form} name="samples" label="Samples" inputMode="numeric" help="of each call" />
        <FormSelect form={form} name="aggregation" label="Put together as">
          <option value="mean">the mean of probabilities</option>
          <option value="vote">the share of votes</option>
        </FormSelect>
        <FormInput form={form} name="tieBand" label="Tie within" inputMode="decimal" help="of p = 0.5" />
        <FormInput form={form} name="minCoverage" label="Least coverage" inputMode="decimal" help="0 to 1" />
        <FormSelect
          form={form}
          name="clamp"
          label="Clamp"
          help="the raw probability is kept"
          value={clamp}
          defaultValue={undefined}
          onChange={(event) => setClamp(event.target.value)}
        >
          <option value="auto">as in the paper of its reasoning</option>
          <option value="none">none</option>
          <option value="own">between</option>
        </FormSelect>
        {clamp === "own" ? (
          <>
            <FormInput form={form} name="clamp.low" label="Lowest" inputMode="decimal" help="0 to 0.5" />
            <FormInput form={form} name="clamp.high" label="Highest" inputMode="decimal" help="0.5 to 1" />
          </>
        ) : null}
      </div>
      <p className="field-help">
        Without log-probabilities the soft label of several samples is the share of their answers, kept with its n. Several
        samples need a temperature above 0. In RLAIF they made the labels worse, in Constitutional AI slightly better: compare
        versions.
      </p>
    </FoldRow>
  );
}
