import type { RoundEntry } from "@/lib/rounds/types";
import type { NextStep } from "./types";

/** What is to be done next in a project that has comparisons: the first of these that applies. */
export function findNextStep(rounds: readonly RoundEntry[], judges: number): NextStep {
  const open = rounds.filter((round) => round.state === "OPEN");
  const finished = open.find((round) => round.done === round.assignments);
  const current = open.at(-1);
  const paused = rounds.findLast((round) => round.state === "PAUSED");
  const draft = rounds.find((round) => round.state === "DRAFT");
  if (finished) return { kind: "CLOSE_ROUND", roundId: finished.id, number: finished.number };
  if (rounds.length === 0) return { kind: "FIRST_ROUND" };
  if (paused && !current) return { kind: "RESUME_ROUND", roundId: paused.id, number: paused.number };
  if (draft && !current) return { kind: "OPEN_DRAFT", roundId: draft.id, number: draft.number };
  if (judges === 0) return { kind: "ADD_JUDGE" };
  if (!current) return { kind: "READ_DISAGREEMENTS" };
  const { id: roundId, number, assignments, done } = current;
  return { kind: "LABEL", roundId, number, left: assignments - done, assignments };
}
