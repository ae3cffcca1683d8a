"use client";

import { useActionState, useState } from "react";
import { FormInput, FormSelect } from "@/components/judges/form-input";
import { RadioGroup } from "@/components/ui/form/choice";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { RunTargets } from "@/lib/judges/types";
import { RunEstimateTable } from "./run-estimate-table";

export interface RunFormProps {
  action: FormAction;
  project: string;
  judgeVersionId: string;
  targets: RunTargets;
  concurrency: number;
  hasPrice: boolean;
  /** Proposed for a random sample. */
  seed: number;
}

/** Starts a run, and says beforehand exactly which calls it will make. */
export function RunForm({ action, project, judgeVersionId, targets, concurrency, hasPrice, seed }: RunFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [criterionId, setCriterionId] = useState(targets.criteria[0]?.id ?? "");
  const [roundId, setRoundId] = useState("");
  const [which, setWhich] = useState("all");
  const [n, setN] = useState("100");
  const [seedText, setSeedText] = useState(String(seed));
  const form = { state, initial: { concurrency: String(concurrency), cap: "" } };
  const wrong = Object.values(state.fields)[0];
  return (
    <div className="cols f-cols">
      <form action={submit} className="grid justify-items-start gap-4" onReset={(event) => event.preventDefault()}>
        <input type="hidden" name="project" value={project} />
        <input type="hidden" name="judgeVersionId" value={judgeVersionId} />
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormSelect
            form={form}
            name="criterionId"
            label="Criterion"
            value={criterionId}
            defaultValue={undefined}
            onChange={(event) => setCriterionId(event.target.value)}
          >
            {targets.criteria.map((criterion) => (
              <option key={criterion.id} value={criterion.id}>
                {criterion.key}
              </option>
            ))}
          </FormSelect>
          <FormSelect
            form={form}
            name="roundId"
            label="Comparisons of"
            value={roundId}
            defaultValue={undefined}
            onChange={(event) => setRoundId(event.target.value)}
          >
            <option value="">the whole project ({targets.comparisons})</option>
            {targets.rounds.map((round) => (
              <option key={round.id} value={round.id}>
                {round.name} ({round.comparisons})
              </option>
            ))}
          </FormSelect>
        </div>
        <RadioGroup
          legend="Which of them"
          name="which"
          value={which}
          onChange={setWhich}
          options={[
            { value: "all", label: "All of them" },
            { value: "random", label: "Some, at random" },
          ]}
        />
        {which === "random" ? (
          <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
            <FormInput
              form={form}
              name="n"
              label="How many"
              inputMode="numeric"
              className="w-24"
              value={n}
              defaultValue={undefined}
              onChange={(event) => setN(event.target.value)}
            />
            <FormInput
              form={form}
              name="seed"
              label="Seed"
              inputMode="numeric"
              className="w-32"
              value={seedText}
              defaultValue={undefined}
              onChange={(event) => setSeedText(event.target.value)}
              help="The same seed draws the same comparisons."
            />
          </div>
        ) : null}
        <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
          <FormInput form={form} name="concurrency" label="Calls at once" inputMode="numeric" className="w-24" />
          {hasPrice ? (
            <FormInput
              form={form}
              name="cap"
              label="Cap, $"
              inputMode="decimal"
              className="w-24"
              help="The run pauses there. Empty: none."
            />
          ) : (
            <input type="hidden" name="cap" value="" />
          )}
        </div>
        {wrong ? <Notice tone="danger">{state.message ?? wrong}</Notice> : <FormMessage state={state} />}
        <SubmitButton busy="Starting …">Start the run</SubmitButton>
      </form>
      <RunEstimateTable
        query={{ project, judgeVersionId, criterionId, roundId, n: which === "random" ? n : "", seed: seedText }}
      />
    </div>
  );
}
