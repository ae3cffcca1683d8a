import { formatCount } from "@/lib/format";
import type { RunOnly, RunSampling } from "@/lib/judges/run-schema";
import type { RunStateName } from "@/lib/judges/types";

/** The states of a run: their word and their tone. */
export const RUN_STATES: Readonly<Record<RunStateName, { word: string; tone: "run" | "warn" | "idle" | "success" }>> = {
  RUNNING: { word: "running", tone: "run" },
  PAUSED: { word: "paused", tone: "warn" },
  CANCELLED: { word: "cancelled", tone: "idle" },
  DONE: { word: "done", tone: "success" },
};

/** What a run is limited to by labels, as the end of "only those …". */
export const ONLY_WORDS: Readonly<Record<RunOnly, string>> = {
  "people-lack": "that people have not labelled",
  "judge-lacks": "that this version has not labelled",
  "people-disagree": "on which people differ",
  "judge-disagrees": "on which this judge and people differ",
};

/** Which comparisons a run is on: "round 2, category: code, 40 at random (seed 7)". */
export function scopeWords(sampling: RunSampling, round: string | null): string {
  const { filter = {}, only } = sampling;
  const parts = [
    round ?? "the whole project",
    ...(filter.dataset ? ["one import"] : []),
    ...(filter.model ? [filter.model] : []),
    ...(filter.meta ?? []).map((condition) => condition.replace("=", ": ")),
    ...(filter.q ? [`with “${filter.q}”`] : []),
    ...(only ? [`those ${ONLY_WORDS[only]}`] : []),
    ...(sampling.kind === "random" ? [`${formatCount(sampling.n)} at random (seed ${sampling.seed})`] : []),
  ];
  return parts.join(", ");
}
