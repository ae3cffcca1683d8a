import { describeFilters } from "@/components/agreement/filters/to-filter-query";
import { toCommand } from "@/components/agreement/to-command";
import { formatCount, formatNumber } from "@/lib/format";
import type { TestStrictness, Verdict, VerdictAnswer } from "@/lib/verdict/types";

/** The answer in a word or two. */
export const ANSWERS: Record<VerdictAnswer, string> = {
  yes: "Yes",
  narrowly: "Yes, narrowly",
  no: "No",
  unknown: "It cannot be said yet",
};

/** How an answer looks. */
export const TONES: Record<VerdictAnswer, "success" | "warn" | "danger" | "idle"> = {
  yes: "success",
  narrowly: "success",
  no: "danger",
  unknown: "idle",
};

/** The sentence that a reviewer may quote, without its figures. */
export function toSentence({ criterion, judge, answer, test }: Verdict): string {
  const tested = test.perAnnotator.filter(({ p }) => p !== null);
  const places = tested.filter(({ rejected }) => rejected).length;
  if (answer === "unknown")
    return `On ${criterion}, it cannot be said whether ${judge.name} may replace an annotator in this project: ${test.reason}.`;
  const stands = `${places} of ${tested.length} people`;
  return answer === "no"
    ? `On ${criterion}, ${judge.name} may not replace an annotator in this project: it stands in for ${stands} at least as well as their colleagues do, where half is needed.`
    : `On ${criterion}, ${judge.name} may replace one annotator in this project: it stands in for ${stands} at least as well as their colleagues do, where half is enough.`;
}

/** The figures that belong to the sentence. */
export function toMethod({ test, counted, ties, invalid, round, filters }: Verdict): string {
  const omega = test.winningRate === null ? "" : `, ω = ${formatNumber(test.winningRate)}`;
  const rho = test.advantageProbability === null ? "" : `, ρ = ${formatNumber(test.advantageProbability)}`;
  const tied = { exclude: "ties left out", half: "ties as an answer", category: "ties as an answer" }[ties];
  const unread = { drop: "left out", tie: "as ties", wrong: "as wrong" }[invalid];
  const where = round === null ? "all rounds" : `round ${round}`;
  return `Alternative annotator test${omega}, ε = ${formatNumber(test.epsilon)}${rho}; ${formatCount(counted.comparisons)} comparisons, ${formatCount(counted.labels)} people’s labels, ${formatCount(counted.clusters)} prompts or conversations; ${tied}; unreadable verdicts ${unread}; ${[where, ...describeFilters(filters)].join("; ")}.`;
}

/** The command that prints the test: every option is written out. */
export function toVerdictCommand(project: string, { test, criterion, round, ties, invalid, filters }: Verdict): string {
  const command = toCommand(project, { criterion, round, ties, invalid, filters, seed: 1 });
  return command.replace(/ --seed /, ` --epsilon ${test.epsilon} --seed `);
}

/** What the correction for several tests costs, where it costs anything. */
export function describeStrictness({ tested, uncorrected, replaceable, thresholds }: TestStrictness): string {
  if (uncorrected <= replaceable) return "";
  const ladder = thresholds.slice(0, 3).map((threshold) => formatNumber(threshold, 4));
  return ` That is strict: with ${tested} people the smallest p must not exceed ${ladder.join(", the next ")}${thresholds.length > 3 ? " and so on" : ""}. ${uncorrected} of ${tested} have p of 0.05 or less, and ${replaceable === 0 ? "none" : replaceable} of them counts.`;
}
