"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { TrainingEnd as End, type TrainingEndProps } from "./training-end";
import { TrainingFeedback as Feedback, type TrainingFeedbackProps } from "./training-feedback";

const client = new QueryClient();

/** `TrainingEnd` with the server state that it reads. */
export function TrainingEnd(props: TrainingEndProps) {
  return (
    <QueryClientProvider client={client}>
      <End {...props} />
    </QueryClientProvider>
  );
}

/** `TrainingFeedback` with the server state that it reads. */
export function TrainingFeedback(props: TrainingFeedbackProps) {
  return (
    <QueryClientProvider client={client}>
      <Feedback {...props} />
    </QueryClientProvider>
  );
}
