"use client";

import type { StepView } from "@/lib/revisions/types";
import { StepCard } from "./step-card";
import { useReview } from "./use-review";

export interface ChainStepsProps {
  runId: string;
  steps: readonly StepView[];
  mayReview: boolean;
}

/** The steps of a chain, one under the other, to be reviewed by mouse or keyboard. */
export function ChainSteps({ runId, steps, mayReview }: ChainStepsProps) {
  const { reviewed, review, problem } = useReview(runId, steps);
  return (
    <div className="rev-steps">
      {reviewed.map((step) => (
        <StepCard
          key={step.id}
          step={step}
          mayReview={mayReview}
          problem={problem?.stepId === step.id ? problem.message : null}
          review={review}
        />
      ))}
    </div>
  );
}
