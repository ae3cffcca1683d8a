"use client";

import { lazy, Suspense } from "react";

// Every annotate page carries what stands in its place when the round is gone; the outbox that this reads would come twice.
const Part = lazy(() => import("./lost-round").then(({ LostRound }) => ({ default: LostRound })));

/** `LostRound`, loaded when it is shown. */
export function LostRoundLater({ userId }: { userId: string }) {
  return (
    <Suspense>
      <Part userId={userId} />
    </Suspense>
  );
}
