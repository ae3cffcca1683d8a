"use client";

import { Checkbox } from "@/components/ui/form/choice";
import { FormInput, FormSelect, type FormTexts, textOf } from "./form-input";
import { FormRow } from "./form-row";

/** How an answer is asked for and read, and what a call may take and cost. */
export function VerdictRows({ form }: { form: FormTexts }) {
  return (
    <>
      <FormRow title="Verdict" note="How answers are read and become a label.">
        <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <FormSelect form={form} name="orders" label="Orders" help="One order brings the bias of its side into the label.">
            <option value="both">both, AB and BA</option>
            <option value="AB">AB alone</option>
            <option value="BA">BA alone</option>
          </FormSelect>
          <FormSelect form={form} name="softLabel" label="Soft label">
            <option value="logprobs">log-probabilities where given</option>
            <option value="parsed">the parsed answer</option>
          </FormSelect>
          <FormSelect form={form} name="onContradiction" label="Orders that contradict">
            <option value="average">are averaged</option>
            <option value="tie">are a tie</option>
            <option value="none">give no label</option>
          </FormSelect>
        </div>
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormInput form={form} name="answers.first" label="Answer, first" maxLength={12} />
          <FormInput form={form} name="answers.second" label="Answer, second" maxLength={12} />
          <FormInput form={form} name="tieBand" label="Tie within" inputMode="decimal" help="of p = 0.5" />
          <FormInput form={form} name="minCoverage" label="Least coverage" inputMode="decimal" help="0 to 1" />
        </div>
      </FormRow>
      <FormRow title="Request" note="What is sent with each call.">
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormInput form={form} name="temperature" label="Temperature" inputMode="decimal" help="empty: the endpoint's own" />
          <FormInput form={form} name="maxTokens" label="Tokens of the answer" inputMode="numeric" help="at most" />
          <FormInput form={form} name="topLogprobs" label="Alternatives" inputMode="numeric" help="2 to 20" />
          <FormInput form={form} name="seed" label="Seed" inputMode="numeric" help="empty: none" className="w-28" />
        </div>
        <Checkbox
          label="The preamble is a system message of its own"
          name="preambleAsSystem"
          defaultChecked={textOf(form, "preambleAsSystem") === "on"}
        />
        <Checkbox
          label="Hardened: texts stand between delimiters that they cannot know, and cannot pass for the prompt"
          name="hardening"
          defaultChecked={textOf(form, "hardening") === "on"}
        />
      </FormRow>
      <FormRow title="Limits and price" note="Calls beyond a limit wait or fail with a reason; none is guessed.">
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormInput form={form} name="limits.concurrency" label="Calls at once" inputMode="numeric" help="1 to 64" />
          <FormInput form={form} name="limits.timeoutSeconds" label="Seconds a call" inputMode="numeric" help="1 to 600" />
          <FormInput form={form} name="limits.attempts" label="Tries of a call" inputMode="numeric" help="1 to 20" />
          <FormInput form={form} name="price.in" label="$ in" inputMode="decimal" help="per million tokens" />
          <FormInput form={form} name="price.out" label="$ out" inputMode="decimal" help="both empty: no price" />
        </div>
      </FormRow>
    </>
  );
}
