"use client";

import { useActionState, useState } from "react";
import type { FormTexts } from "@/components/judges/form-input";
import { FormMessage } from "@/components/ui/form/form-message";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Notice } from "@/components/ui/notice";
import { type FormAction, UNSENT } from "@/lib/http/types";
import type { RunTargets } from "@/lib/judges/types";
import { RunEstimateTable } from "./run-estimate-table";
import { RunLimitsRow } from "./run-limits-row";
import { RunSampleRow } from "./run-sample-row";
import { RunScopeRow } from "./run-scope-row";

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

/** What is chosen in the form, by the names of its fields. */
export type RunChoices = Readonly<Record<ChoiceName, string>>;
type ChoiceName =
  | "criterionId"
  | "roundId"
  | "only"
  | "dataset"
  | "model"
  | "meta"
  | "q"
  | "which"
  | "n"
  | "seed"
  | "concurrency";

/** Sets one of the choices. */
export type Choose = (name: ChoiceName, value: string) => void;

/** A project with more comparisons than this is not judged whole unless somebody says so. */
const SAFE_SAMPLE = 100;

/** Starts a run, and says beforehand exactly which calls it will make. */
export function RunForm({ action, project, judgeVersionId, targets, concurrency, hasPrice, seed }: RunFormProps) {
  const [state, submit] = useActionState(action, UNSENT);
  const [choices, setChoices] = useState<RunChoices>({
    criterionId: targets.criteria[0]?.id ?? "",
    roundId: "",
    only: "",
    dataset: "",
    model: "",
    meta: "",
    q: "",
    which: targets.comparisons > SAFE_SAMPLE ? "random" : "all",
    n: String(SAFE_SAMPLE),
    seed: String(seed),
    concurrency: String(concurrency),
  });
  const choose: Choose = (name, value) => setChoices((before) => ({ ...before, [name]: value }));
  const form: FormTexts = { state, initial: { cap: "", capCalls: "" } };
  const { which, n, ...rest } = choices;
  const wrong = Object.values(state.fields)[0];
  return (
    <div className="cols f-cols">
      <form action={submit} className="grid justify-items-start gap-4" onReset={(event) => event.preventDefault()}>
        <input type="hidden" name="project" value={project} />
        <input type="hidden" name="judgeVersionId" value={judgeVersionId} />
        <RunScopeRow form={form} targets={targets} choices={choices} choose={choose} />
        <RunSampleRow form={form} choices={choices} choose={choose} />
        <RunLimitsRow form={form} choices={choices} choose={choose} project={project} hasPrice={hasPrice} />
        {wrong ? <Notice tone="danger">{state.message ?? wrong}</Notice> : <FormMessage state={state} />}
        <SubmitButton busy="Starting …">Start the run</SubmitButton>
      </form>
      <RunEstimateTable query={{ project, judgeVersionId, ...rest, n: which === "random" ? n : "" }} />
    </div>
  );
}
