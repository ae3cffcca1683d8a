import { quote } from "@/components/agreement/to-command";
import type { AggregateOptions } from "@/lib/consensus/schema";
import type { ConsensusReport } from "@/lib/consensus/types";
import { formatQuantity } from "@/lib/format";

export const METHOD_WORDS: Record<AggregateOptions["method"], string> = {
  majority: "Majority",
  "dawid-skene": "Dawid–Skene",
  "one-coin": "One coin",
  mace: "MACE",
  glad: "GLAD",
  crowdlab: "CROWDLAB",
};

export const BY_WORDS: Record<AggregateOptions["by"], string> = {
  human: "people",
  ai: "judges alone",
  all: "people and judges",
};

/** The command that prints a consensus: every option is written out. */
export function toAggregateCommand({ project, criterion, method, by, judge, ties, round, seed }: ConsensusReport): string {
  const only = round === null ? "" : ` --round ${round}`;
  const weighed = judge ? ` --judge ${judge.id}` : "";
  return `npx concord aggregate --project ${project} --criterion ${quote(criterion)} --method ${method} --by ${by}${weighed} --ties ${ties}${only} --seed ${seed} --json`;
}

/** How the consensus was made, as a paper would say it. */
export function describeConsensus({ criterion, method, by, judge, ties, counts, round }: ConsensusReport): string {
  const whose = judge ? `people’s labels and the probabilities of ${judge.name}` : `labels of ${BY_WORDS[by]}`;
  const tied = ties === "exclude" ? "ties left out" : "a tie is an answer";
  const where = round === null ? "all rounds" : `round ${round}`;
  return `${METHOD_WORDS[method]} of ${whose}; criterion ${criterion}; ${tied}; ${where}; ${formatQuantity(counts.comparisons, "comparison")}, ${formatQuantity(counts.labels, "label")}, ${formatQuantity(counts.annotators, "annotator")}.`;
}
