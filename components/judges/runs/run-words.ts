import { formatCount } from "@/lib/format";
import type { RunEntry, RunStateName } from "@/lib/judges/types";

/** The states of a run: their word and their tone. */
export const RUN_STATES: Readonly<Record<RunStateName, { word: string; tone: "run" | "warn" | "idle" | "success" }>> = {
  RUNNING: { word: "running", tone: "run" },
  PAUSED: { word: "paused", tone: "warn" },
  CANCELLED: { word: "cancelled", tone: "idle" },
  DONE: { word: "done", tone: "success" },
};

/** Which comparisons a run is on: "round 2, 40 at random (seed 7)". */
export function scopeWords(sampling: RunEntry["sampling"], round: string | null): string {
  const where = round ?? "the whole project";
  return sampling.kind === "all" ? where : `${where}, ${formatCount(sampling.n)} at random (seed ${sampling.seed})`;
}
