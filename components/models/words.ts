import { describeFilters, toFilterOptions } from "@/components/agreement/filters/to-filter-query";
import { quote } from "@/components/agreement/to-command";
import type { RankOptions } from "@/lib/ranking/schema";
import type { RankReport } from "@/lib/ranking/types";

export const METHOD_WORDS: Record<RankOptions["method"], string> = {
  "bradley-terry": "Bradley–Terry",
  davidson: "Davidson",
  "rao-kupper": "Rao–Kupper",
  elo: "Elo",
};

/** Under this many labels of a pair of models a share is not written. */
export const FEW = 30;

/** The command that prints a report: every option is written out. */
export function toRankCommand(project: string, { criterion, method, seed, round, filters }: RankReport, by = "human"): string {
  const only = `${round === null ? "" : ` --round ${round}`}${toFilterOptions(filters, quote)}`;
  return `npx concord rank --project ${project} --criterion ${quote(criterion)} --by ${quote(by)} --method ${method}${only} --seed ${seed} --json`;
}

/** How the ratings were made, as a paper would say it. */
export function describeStrengths({ method, models, ties, criterion, round, filters }: RankReport): string {
  const only = [...(round === null ? [] : [`round ${round}`]), ...describeFilters(filters)];
  const interval = models.find(({ rating }) => rating.low !== null)?.rating.method;
  const tied = ties.treatment === "modelled" ? "ties modelled" : "a tie is half a win";
  const name = method === "elo" ? "Elo's ratings, k = 4" : `${METHOD_WORDS[method]} on the Elo scale, mean 1,000`;
  return `${name}; criterion ${criterion}; ${tied}${only.map((clause) => `; ${clause}`).join("")}. ${interval ? `95 % intervals: ${interval}.` : "There are no intervals."}`;
}
