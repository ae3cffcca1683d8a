"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { fetchJson } from "@/lib/fetch-json";
import { api } from "@/lib/paths";
import type { ReviewInput } from "@/lib/revisions/schema";
import type { StepView } from "@/lib/revisions/types";

/** What a person has made of a step. */
export type StepReview = Pick<StepView, "review" | "editedText" | "reviewer">;

/** The reviews of a chain's steps as they stand, and how one is given. */
export function useReview(runId: string, steps: readonly StepView[]) {
  const [given, setGiven] = useState<ReadonlyMap<string, StepReview>>(new Map());
  const { mutate, error, isPending, variables } = useMutation({
    mutationFn: (input: ReviewInput) => fetchJson<StepReview>(api.reviewStep(runId), { method: "POST", body: input }),
    onSuccess: (review, { stepId }) => setGiven((known) => new Map(known).set(stepId, review)),
  });
  return {
    reviewed: steps.map((step) => ({ ...step, ...given.get(step.id) })),
    review: (input: ReviewInput, done?: () => void) => mutate(input, { onSuccess: () => done?.() }),
    problem: error && variables ? { stepId: variables.stepId, message: error.message } : null,
    isPending,
  };
}
