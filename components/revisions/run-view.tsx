"use client";

import { Pause, Play, RotateCw, X } from "lucide-react";
import { RUN_STATES } from "@/components/judges/runs/run-words";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Icon } from "@/components/ui/icon";
import { Notice } from "@/components/ui/notice";
import { State } from "@/components/ui/state";
import { formatCount, formatQuantity } from "@/lib/format";
import type { RevisionAction } from "@/lib/revisions/schema";
import type { RevisionProgress } from "@/lib/revisions/types";
import { CapForm } from "./cap-form";
import { ErrorTable } from "./error-table";
import { RunFacts } from "./run-facts";
import { useRevisionProgress } from "./use-revision-progress";

export interface RunViewProps {
  project: string;
  initial: RevisionProgress;
  mayControl: boolean;
}

/** A run of chains as it goes: live without reload, with everything that can be done to it. */
export function RunView({ project, initial, mayControl }: RunViewProps) {
  const { progress, problem, isStale, control, isPending } = useRevisionProgress(initial);
  const { state, chains, steps } = progress;
  const word = RUN_STATES[state].word;
  const share = steps.total === 0 ? 0 : (steps.made / steps.total) * 100;
  return (
    <>
      <section className="run" aria-labelledby="run-head">
        <div className="run-head">
          <h2 id="run-head">
            <State tone={RUN_STATES[state].tone}>{word.charAt(0).toUpperCase() + word.slice(1)}</State> on{" "}
            {formatQuantity(chains.total, "chain")} of {formatQuantity(progress.revisions, "revision")}
          </h2>
          {mayControl ? <RunControls progress={progress} control={control} isPending={isPending} /> : null}
        </div>
        <p className="sr-only" role="status">
          The run is {word}.
        </p>
        <div
          className="run-bar"
          role="progressbar"
          aria-label="Texts made"
          aria-valuemin={0}
          aria-valuemax={steps.total}
          aria-valuenow={steps.made}
          data-still={state === "RUNNING" ? undefined : ""}
        >
          <span style={{ width: `${share}%` }} />
        </div>
        <RunFacts progress={progress} />
        {progress.pauseReason ? (
          <Notice tone="warn" title="Paused." className="mt-4">
            {progress.pauseReason}
          </Notice>
        ) : null}
        {mayControl && state === "PAUSED" ? (
          <CapForm progress={progress} resume={(caps) => control({ action: "resume", caps })} isPending={isPending} />
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
      <ErrorTable
        project={project}
        progress={progress}
        retry={
          mayControl && chains.failed > 0 && state !== "CANCELLED" ? (
            <Button size="sm" onClick={() => control({ action: "retry" })} disabled={isPending}>
              <Icon of={RotateCw} />
              {chains.failed === 1 ? "Try the failed chain again" : `Try the ${formatCount(chains.failed)} failed chains again`}
            </Button>
          ) : null
        }
      />
    </>
  );
}

interface RunControlsProps {
  progress: RevisionProgress;
  control: (action: RevisionAction) => void;
  isPending: boolean;
}

function RunControls({ progress: { state, chains, steps }, control, isPending }: RunControlsProps) {
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
        confirm={`Leave ${formatQuantity(chains.waiting + chains.inFlight, "chain")} unfinished`}
        busy="Cancelling …"
        onConfirm={() => control({ action: "cancel" })}
      >
        <p>{formatQuantity(steps.made, "text")} stay, and can be reviewed and exported. A cancelled run cannot be resumed.</p>
      </Confirm>
    </div>
  );
}
