import type { AgreementOptions } from "@/lib/agreement/schema";
import type { AgreementReport, Figure, ReportedAnnotator } from "@/lib/agreement/types";
import { formatNumber, formatQuantity } from "@/lib/format";
import { describeFilters } from "./filters/to-filter-query";

/** Under this many comparisons a figure is told as counts, and drawn as a sentence. */
export const ENOUGH = 30;

export const TIE_WORDS: Record<AgreementOptions["ties"], string> = {
  exclude: "left out",
  half: "half credit",
  category: "an answer of their own",
};

export const INVALID_WORDS: Record<AgreementOptions["invalid"], string> = {
  drop: "left out",
  tie: "a tie",
  wrong: "wrong",
};

/** Under which rules all numbers of a report stand: what a caption must say of them. */
export function describeRules(
  report: Pick<AgreementReport, "criterion" | "round" | "ties" | "invalid"> & Partial<Pick<AgreementReport, "filters">>,
): string {
  const filters = describeFilters(report.filters ?? {});
  const round = report.round === null ? "all rounds" : `round ${report.round}`;
  return `Criterion ${report.criterion}, ${round}; ties ${TIE_SENTENCE[report.ties]}; unreadable verdicts ${INVALID_SENTENCE[report.invalid]}.${filters.length > 0 ? ` Only ${filters.join("; ")}.` : ""}`;
}

const TIE_SENTENCE = { exclude: "left out", half: "given half credit", category: "counted as an answer" } as const;
const INVALID_SENTENCE = { drop: "left out", tie: "counted as ties", wrong: "counted as wrong" } as const;

/** How a figure's interval was made: "95 % intervals: cluster bootstrap of 2,000, seed 1, over 202 prompts." */
export function describeMethod(figure: Figure): string {
  return `${formatNumber(figure.level * 100, 0)} % intervals: ${figure.method}, over ${formatQuantity(figure.n.clusters, "prompt or conversation", "prompts or conversations")}.`;
}

/** What stands for a mark where little was counted; null where there is enough. */
export function describeFew(figure: Figure, comparisons: number, pairs: number): string | null {
  if (comparisons >= ENOUGH || figure.estimate === null) return null;
  return `${describeCount(figure, pairs)} pairs agree`;
}

/** How far the ceiling is from a first figure; null where it has one. */
export function describeNeed(comparisons: number): string | null {
  if (comparisons >= ENOUGH) return null;
  return `needs ${formatQuantity(ENOUGH - comparisons, "more doubly labelled comparison", "more doubly labelled comparisons")}`;
}

/** A share of few as a count: "8 of 11". Half credit can leave a half. */
export function describeCount(figure: Figure, whole: number): string {
  const part = (figure.estimate ?? 0) * whole;
  const isWhole = Math.abs(part - Math.round(part)) < 1e-6;
  return `${formatNumber(part, isWhole ? 0 : 1)} of ${formatNumber(whole, 0)}`;
}

/** "25 verdicts of gpt-3.5-turbo could not be read; they are no ties." Empty where all could be read. */
export function describeUnreadable({
  annotators,
  invalid,
}: Pick<AgreementReport, "invalid"> & { annotators: readonly Pick<ReportedAnnotator, "name" | "unreadable">[] }): string {
  const named = annotators.filter(({ unreadable }) => unreadable > 0);
  if (named.length === 0) return "";
  const counts = named.map(({ name, unreadable }) => `${formatQuantity(unreadable, "verdict")} of ${name}`);
  return `${counts.join(", ")} could not be read${invalid === "tie" ? " and count as ties by the rule that is chosen" : "; they are no ties"}.`;
}
