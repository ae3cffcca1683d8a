"use client";

import { lazy } from "react";

const loadEnd = () => import("@/components/annotate/status/round-end");

// What most comparisons do not need, loaded when it is first shown. Each stands in a <Suspense> of its own.
export const AnnotateGate = lazy(() => import("./annotate-gate").then(({ AnnotateGate: Part }) => ({ default: Part })));
export const RoundEnd = lazy(() => loadEnd().then(({ RoundEnd: Part }) => ({ default: Part })));
export const TrainingEnd = lazy(() =>
  import("@/components/annotate/training/training-parts").then(({ TrainingEnd: Part }) => ({ default: Part })),
);
export const TrainingFeedback = lazy(() =>
  import("@/components/annotate/training/training-parts").then(({ TrainingFeedback: Part }) => ({ default: Part })),
);

/** Loads what whoever labels comes to need, so that it is here when the network is not. */
export function loadLater(): void {
  void loadEnd().catch(() => undefined);
}
