"use client";

import { ServerState } from "@/components/annotate/overlays/server-state";
import { TrainingEnd as End, type TrainingEndProps } from "./training-end";
import { TrainingFeedback as Feedback, type TrainingFeedbackProps } from "./training-feedback";

/** `TrainingEnd` with the server state that it reads. */
export function TrainingEnd(props: TrainingEndProps) {
  return (
    <ServerState>
      <End {...props} />
    </ServerState>
  );
}

/** `TrainingFeedback` with the server state that it reads. */
export function TrainingFeedback(props: TrainingFeedbackProps) {
  return (
    <ServerState>
      <Feedback {...props} />
    </ServerState>
  );
}
