"use client";

import type { QueueGate } from "@/lib/rounds/types";
import { ConsentGate } from "./consent-gate";
import { GuidelinesGate } from "./guidelines-gate";
import { TrainingGate } from "./training-gate";

export interface AnnotateGateProps {
  gate: QueueGate;
  roundId: string;
  /** Labels that are on this device and not sent. */
  waiting: number;
  /** Begins the page anew, with what is served then. */
  reopen: () => Promise<void>;
}

/** What comes before the next comparison, in its place. */
export function AnnotateGate({ gate, roundId, waiting, reopen }: AnnotateGateProps) {
  if (gate.kind === "consent")
    return <ConsentGate key={gate.hash} gate={gate} roundId={roundId} waiting={waiting} reopen={reopen} />;
  return gate.kind === "guidelines" ? (
    <GuidelinesGate key={gate.version} gate={gate} roundId={roundId} waiting={waiting} reopen={reopen} />
  ) : (
    <TrainingGate gate={gate} />
  );
}
