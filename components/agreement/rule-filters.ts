import { INVALID_RULES, TIE_RULES } from "@/lib/agreement/schema";
import type { AgreementReport, FilterChoices } from "@/lib/agreement/types";
import type { FilterChoice } from "./filter-bar";
import { toLabelFilters } from "./filters/label-filters";
import { INVALID_WORDS, TIE_WORDS } from "./words";

export interface RuleFilterSources {
  report: Pick<AgreementReport, "criterion" | "round" | "ties" | "invalid"> & Partial<Pick<AgreementReport, "filters">>;
  /** Keys of the project's criteria; the first stands by itself. */
  criteria: readonly string[];
  /** Numbers of the rounds. */
  rounds: readonly number[];
  /** What labels can be filtered by; without it the rules stand alone. */
  choices?: FilterChoices;
}

/** The rules of a report as filters. */
export function toRuleFilters({ report, criteria, rounds, choices }: RuleFilterSources): FilterChoice[] {
  return [
    {
      name: "criterion",
      label: "Criterion",
      value: report.criterion,
      standing: criteria[0] ?? "",
      options: criteria.map((key) => ({ value: key, label: key })),
    },
    {
      name: "ties",
      label: "Ties",
      value: report.ties,
      standing: "exclude",
      options: TIE_RULES.map((rule) => ({ value: rule, label: TIE_WORDS[rule] })),
    },
    {
      name: "invalid",
      label: "Unreadable verdicts",
      value: report.invalid,
      standing: "drop",
      options: INVALID_RULES.map((rule) => ({ value: rule, label: INVALID_WORDS[rule] })),
    },
    {
      name: "round",
      label: "Round",
      value: report.round === null ? "" : String(report.round),
      standing: "",
      options: [{ value: "", label: "all" }, ...rounds.map((round) => ({ value: String(round), label: String(round) }))],
    },
    ...(choices ? toLabelFilters(report.filters ?? {}, choices) : []),
  ];
}

/** For one look, or for those who watch while labels arrive. */
export function toIntervalsFilter({ intervals: value }: Pick<AgreementReport, "intervals">): FilterChoice {
  return {
    name: "intervals",
    label: "Intervals",
    value,
    standing: "bootstrap",
    options: [
      { value: "bootstrap", label: "for one look" },
      { value: "anytime", label: "valid while labels arrive" },
    ],
  };
}
