"use client";

import { lazy } from "react";

// What most comparisons do not need, loaded when it is first shown. Each stands in a <Suspense> of its own.
export const AnnotateGate = lazy(() => import("./annotate-gate").then(({ AnnotateGate: Part }) => ({ default: Part })));
export const TrainingEnd = lazy(() =>
  import("@/components/annotate/training/training-parts").then(({ TrainingEnd: Part }) => ({ default: Part })),
);
export const TrainingFeedback = lazy(() =>
  import("@/components/annotate/training/training-parts").then(({ TrainingFeedback: Part }) => ({ default: Part })),
);
