"use client";

import { Pause, Play, RotateCw, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import { formatCount, formatQuantity } from "@/lib/format";
import type { RunAction } from "@/lib/judges/run-schema";
import type { RunProgress } from "@/lib/judges/types";
import { BatchPanel } from "./batch-panel";
import { RunCapsForm } from "./run-caps-form";
import { RunErrors } from "./run-errors";
import { RunExtraCalls } from "./run-extra-calls";
import { RunFacts } from "./run-facts";
import { RUN_STATES, scopeWords } from "./run-words";
import { useRunProgress } from "./use-run-progress";

export interface RunViewProps {
  project: string;
  initial: RunProgress;
  mayControl: boolean;
}

/** A run as it goes: live without reload, with everything that can be done to it. */
export function RunView({ project, initial, mayControl }: RunViewProps) {
  const { progress, problem, isStale, control, isPending, refresh } = useRunProgress(initial);
  const { state, calls } = progress;
  const isOpen = state === "RUNNING" || state === "PAUSED";
  const share = (part: number) => (calls.total === 0 ? 0 : (part / calls.total) * 100);
  const word = RUN_STATES[state].word;
  return (
    <>
      <section className="run" aria-labelledby="run-head">
        <div className="run-head">
          <h2 id="run-head">
            <State tone={RUN_STATES[state].tone}>{word.charAt(0).toUpperCase() + word.slice(1)}</State> on{" "}
            {formatQuantity(progress.comparisons, "comparison")} of {scopeWords(progress.sampling, progress.round?.name ?? null)},
            criterion {progress.criterion}
            {progress.excludedExamples > 0 ? (
              <small className="quiet font-normal">
                {" "}
                · without {formatQuantity(progress.excludedExamples, "comparison")} that the judge has as examples
              </small>
            ) : null}
          </h2>
          {mayControl ? <RunControls progress={progress} control={control} isPending={isPending} /> : null}
        </div>
        <p className="sr-only" role="status">
          The run is {word}.
        </p>
        <div
          className="run-bar"
          role="progressbar"
          aria-label="Calls answered"
          aria-valuemin={0}
          aria-valuemax={calls.total}
          aria-valuenow={calls.answered}
          data-still={state === "RUNNING" ? undefined : ""}
        >
          <span style={{ width: `${share(calls.answered)}%` }} />
          {calls.failed > 0 ? <i style={{ width: `${share(calls.failed)}%` }} /> : null}
        </div>
        <RunFacts progress={progress} />
        {mayControl && isOpen ? <RunCapsForm progress={progress} control={control} isPending={isPending} /> : null}
        {progress.isBatch && mayControl && state !== "CANCELLED" ? <BatchPanel progress={progress} onImported={refresh} /> : null}
        {progress.pauseReason ? (
          <Notice tone="warn" title="Paused." className="mt-4">
            {progress.pauseReason}
          </Notice>
        ) : null}
        {problem ? (
          <Notice
            tone={isStale ? "warn" : "danger"}
            className="mt-4"
            title={isStale ? "These figures are not fresh." : undefined}
          >
            {problem.message}
          </Notice>
        ) : null}
      </section>
      <RunErrors
        project={project}
        progress={progress}
        retryKind={mayControl && state !== "CANCELLED" && !isPending ? (kind) => control({ action: "retry", kind }) : undefined}
        retry={
          mayControl && calls.failed > 0 && state !== "CANCELLED" ? (
            <Button size="sm" onClick={() => control({ action: "retry" })} disabled={isPending}>
              <Icon of={RotateCw} />
              {calls.failed === 1 ? "Try the failed call again" : `Try the ${formatCount(calls.failed)} failed calls again`}
            </Button>
          ) : null
        }
      />
      <RunExtraCalls project={project} extra={progress.extra} />
    </>
  );
}

interface RunControlsProps {
  progress: RunProgress;
  control: (input: RunAction) => void;
  isPending: boolean;
}

function RunControls({ progress, control, isPending }: RunControlsProps) {
  const { state, calls } = progress;
  if (state !== "RUNNING" && state !== "PAUSED") return null;
  return (
    <div className="actions">
      {state === "RUNNING" ? (
        <Button size="sm" onClick={() => control({ action: "pause" })} disabled={isPending}>
          <Icon of={Pause} />
          Pause
        </Button>
      ) : (
        <Button size="sm" variant="primary" onClick={() => control({ action: "resume" })} disabled={isPending}>
          <Icon of={Play} />
          Resume
        </Button>
      )}
      <Confirm
        trigger={
          <Button size="sm" variant="danger">
            <Icon of={X} />
            Cancel run
          </Button>
        }
        title="Cancel this run?"
        keep="Let it go on"
        confirm={calls.waiting === 0 ? "Cancel the run" : `Leave ${formatQuantity(calls.waiting, "call")} out`}
        busy="Cancelling …"
        onConfirm={() => control({ action: "cancel" })}
      >
        <p>
          {formatQuantity(calls.answered, "answer")} and their labels stay. A cancelled run cannot be resumed; a new one makes
          only the calls that are missing.
        </p>
      </Confirm>
    </div>
  );
}
